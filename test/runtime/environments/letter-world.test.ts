import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { environments, type Environment } from "../../../src/runtime/environments/index.js";
import { fixedLetterMap, letterRules } from "../../../src/runtime/environments/letter-world.js";
import {
  alphabet,
  drawLetterMap,
  everyCellInReach,
  letterGrid,
  torusMoves,
  type LetterRules,
} from "../../../src/runtime/environments/letter-world-map.js";
import { stream } from "../../../src/runtime/random/index.js";

const [up, right, down, left] = [0, 1, 2, 3];

/** A map from a picture, rows from above; `.` is a cell without a letter. */
function pictured(...rows: readonly string[]): Int32Array {
  return Int32Array.from([...rows.join("")], (letter) => "abcde".indexOf(letter));
}

/** Letters on which row 0 stands. */
function standsOn(environment: Environment, row = 0): string {
  return Object.entries(environment.signals)
    .filter(([, column]) => column[row] === 1)
    .map(([name]) => name)
    .join("");
}

function walk(environment: Environment, ...steps: readonly number[]): string {
  return steps
    .map((move) => {
      environment.step(new Int32Array(environment.size).fill(move));
      return standsOn(environment) || ".";
    })
    .join("");
}

describe("the map of a letter world", () => {
  it.each(letterRules)("of $name has the published letters, none at the start, and every cell in reach", (rules) => {
    const next = torusMoves(rules.side);
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const map = drawLetterMap(rules, next, stream(seed, "test"));
        const letters = [...map].filter((index) => index >= 0).map((index) => alphabet(rules)[index]);
        expect(letters.sort().join("")).toBe(rules.letters);
        expect(map[0]).toBe(-1);
        expect(everyCellInReach(map, next)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("counts a cell as out of reach that letters, and nothing else, surround", () => {
    const next = torusMoves(4);
    expect(everyCellInReach(pictured("....", ".a..", "a.b.", ".a.."), next)).toBe(false);
    expect(everyCellInReach(pictured("....", ".a..", "a...", ".a.."), next)).toBe(true);
    // The letter in the middle can be reached over letters only, though nothing lies behind it.
    expect(everyCellInReach(pictured("....", ".a..", "aab.", ".a.."), next)).toBe(false);
  });

  it("is a torus", () => {
    const next = torusMoves(4);
    expect([up, right, down, left].map((move) => next[move])).toEqual([12, 1, 4, 3]);
    expect([up, right, down, left].map((move) => next[15 * 4 + move])).toEqual([11, 12, 3, 14]);
  });

  it("is a grid to plan on", () => {
    const rules = rulesOf("letters-4x4");
    const grid = letterGrid(rules, pictured("..b.", "....", "a...", "..b."));
    expect([...(grid.labels["b"] ?? [])].flatMap((holds, cell) => (holds === 1 ? [cell] : []))).toEqual([2, 14]);
    expect(Object.keys(grid.labels)).toEqual(["a", "b", "c", "d", "e"]);
    expect([grid.width, grid.height, grid.start]).toEqual([4, 4, 0]);
  });
});

/** The rules of this name. */
function rulesOf(name: string): LetterRules {
  const rules = letterRules.find((each) => each.name === name);
  if (rules === undefined) throw new Error(`no letter world ${name}`);
  return rules;
}

describe("a letter world", () => {
  const create = environments.get("letters-4x4").create;

  it("says after each move which letter the agent has come to, and none at the start", () => {
    const environment = create({ size: 2, seed: 0, map: 3 });
    const map = fixedLetterMap(rulesOf("letters-4x4"), 3);
    const at = (cell: number): string => alphabet(rulesOf("letters-4x4"))[map[cell] ?? -1] ?? ".";
    expect(standsOn(environment)).toBe("");
    expect(walk(environment, right, down, left, left, up, up)).toBe([1, 5, 4, 7, 3, 15].map(at).join(""));
    expect([...(environment.situation ?? [])]).toEqual([15, 15]);
  });

  it("shows a plane for each letter and one for the agent", () => {
    const environment = create({ size: 1, seed: 0, map: 3 });
    const map = fixedLetterMap(rulesOf("letters-4x4"), 3);
    environment.step(Int32Array.of(right));
    environment.step(Int32Array.of(down));
    const expected = [...map].flatMap((letter, cell) => [
      ...[0, 1, 2, 3, 4].map((index) => (letter === index ? 1 : 0)),
      cell === 5 ? 1 : 0,
    ]);
    expect([...environment.observation]).toEqual(expected);
  });

  it("shows the map around the agent where the view is the agent's", () => {
    const rules = rulesOf("letters-5x5-centred");
    const environment = environments.get(rules.name).create({ size: 2, seed: 0, map: 3 });
    const plain = environments.get("letters-5x5").create({ size: 2, seed: 0, map: 3 });
    expect(environment.getState()["maps"]).toEqual(plain.getState()["maps"]);
    walk(environment, up, up, left);
    // The agent is in row 3, column 4; the view begins two rows above and two columns to its left.
    expect(environment.situation?.[1]).toBe(19);
    const map = fixedLetterMap(rules, 3);
    const expected = Array.from({ length: 25 }, (_, cell) => {
      const letter = map[((1 + Math.floor(cell / 5)) % 5) * 5 + ((2 + (cell % 5)) % 5)];
      return [...[0, 1, 2, 3, 4].map((index) => (letter === index ? 1 : 0)), cell === 12 ? 1 : 0];
    });
    expect([...environment.observation.subarray(150)]).toEqual(expected.flat());
  });

  it("has the same numbered map for every seed, row and episode, and another for another number", () => {
    const maps = (seed: number, map: number): readonly number[] => {
      const environment = create({ size: 2, seed, map });
      environment.reset();
      return environment.getState()["maps"] ?? [];
    };
    expect(maps(1, 0)).toEqual(maps(2, 0));
    expect(maps(1, 0).slice(0, 16)).toEqual(maps(1, 0).slice(16));
    expect(maps(1, 1)).not.toEqual(maps(1, 0));
  });

  it("draws a map for every episode and row where none is named, and then has no finite situation", () => {
    const environment = create({ size: 2, seed: 1 });
    const first = environment.getState()["maps"] ?? [];
    environment.reset(Uint8Array.of(1, 0));
    const second = environment.getState()["maps"] ?? [];
    expect(first.slice(0, 16)).not.toEqual(first.slice(16));
    expect(second.slice(0, 16)).not.toEqual(first.slice(0, 16));
    expect(second.slice(16)).toEqual(first.slice(16));
    expect(environment.situation).toBeUndefined();
    expect(environment.metadata.situations).toBeUndefined();
  });

  it.each([
    ["letters-4x4", 100],
    ["letters-5x5", 50],
    ["letters-7x7", 75],
  ])("%s is truncated after %i steps and never ends by itself", (name, limit) => {
    const environment = environments.get(name).create({ size: 1, seed: 0 });
    for (let step = 1; step < limit; step++) environment.step(Int32Array.of(step % 4));
    expect([environment.terminated[0], environment.truncated[0]]).toEqual([0, 0]);
    environment.step(Int32Array.of(0));
    expect([environment.terminated[0], environment.truncated[0]]).toEqual([0, 1]);
  });
});
