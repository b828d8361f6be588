import { describe, expect, it } from "vitest";
import { RandomStream, stream } from "../../../src/runtime/random/index.js";

/** The published recurrence of xoshiro128**, in arbitrary precision. */
function* reference(state: readonly number[]): Generator<number> {
  let [a, b, c, d] = state.map(BigInt) as [bigint, bigint, bigint, bigint];
  const mask = 0xffffffffn;
  const rotate = (word: bigint, by: bigint): bigint => ((word << by) | (word >> (32n - by))) & mask;
  for (;;) {
    yield Number((rotate((b * 5n) & mask, 7n) * 9n) & mask);
    const shifted = (b << 9n) & mask;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11n);
  }
}

describe("a random stream", () => {
  it("draws what xoshiro128** defines", () => {
    const random = new RandomStream([1, 2, 3, 4]);
    const words = Array.from({ length: 5 }, () => random.word());
    expect(words.slice(0, 4)).toEqual([11520, 0, 5927040, 70819200]);
    const long = new RandomStream([0x9e3779b9, 7, 0xffffffff, 1]);
    const expected = reference([0x9e3779b9, 7, 0xffffffff, 1]);
    for (let draw = 0; draw < 1000; draw++) expect(long.word()).toBe(expected.next().value);
  });

  it("continues from a saved state", () => {
    const random = stream(3, "policy");
    random.uniform();
    const saved = JSON.parse(JSON.stringify(random.getState())) as [number, number, number, number];
    const rest = [random.uniform(), random.normal(), random.int(7)];
    const resumed = stream(0, "other");
    resumed.setState(saved);
    expect([resumed.uniform(), resumed.normal(), resumed.int(7)]).toEqual(rest);
  });

  it("depends on seed and name, and on nothing else", () => {
    const first = (seed: number, name: string): number => stream(seed, name).word();
    expect(first(1, "policy")).toBe(first(1, "policy"));
    const firsts = new Set([
      first(1, "policy"),
      first(2, "policy"),
      first(1, "shuffle"),
      first(11, "policy"),
      first(1, "1/policy"),
    ]);
    expect(firsts.size).toBe(5);
  });

  it("has the moments of its distributions", () => {
    const random = stream(5, "moments");
    const draws = 200_000;
    let sum = 0;
    let normalSum = 0;
    let normalSquares = 0;
    const faces = [0, 0, 0, 0, 0];
    for (let draw = 0; draw < draws; draw++) {
      sum += random.uniform(-1, 3);
      const normal = random.normal();
      normalSum += normal;
      normalSquares += normal ** 2;
      const face = random.int(5);
      faces[face] = (faces[face] ?? 0) + 1;
    }
    // Five standard errors each.
    expect(Math.abs(sum / draws - 1)).toBeLessThan((5 * (4 / Math.sqrt(12))) / Math.sqrt(draws));
    expect(Math.abs(normalSum / draws)).toBeLessThan(5 / Math.sqrt(draws));
    expect(Math.abs(normalSquares / draws - 1)).toBeLessThan((5 * Math.SQRT2) / Math.sqrt(draws));
    for (const count of faces) expect(Math.abs(count / draws - 0.2)).toBeLessThan((5 * 0.4) / Math.sqrt(draws));
  });

  it("permutes without losing anything", () => {
    const order = stream(1, "shuffle").permutation(100);
    expect([...order].sort((left, right) => left - right)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect([...order]).not.toEqual([...order].sort((left, right) => left - right));
  });

  it("refuses states and seeds that it cannot have", () => {
    expect(() => new RandomStream([0, 0, 0, 0])).toThrow("not all 0");
    expect(() => stream(-1, "x")).toThrow("seed");
    expect(() => stream(1, "x").int(0)).toThrow("bound");
  });
});
