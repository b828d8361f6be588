import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, memoryHost } from "../../../src/compiler/index.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { initialState, step } from "../../../src/runtime/reference/index.js";
import { names } from "../check/checked.js";

function programOf(text: string): Program {
  const { program, diagnostics } = compile("main.reward", memoryHost({ "main.reward": `reward Example\n${text}` }));
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return program;
}

function termsOf(
  program: Program,
  signals: Readonly<Record<string, readonly number[]>>,
): Readonly<Record<string, number>> {
  return step(program, initialState(program, signals), { signals }).outputs.terms;
}

/** Wagner and Fischer's table, cell by cell. */
function plainLcs(a: readonly number[], b: readonly number[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const row = table[i];
      if (row !== undefined)
        row[j] = a[i - 1] === b[j - 1] ? at(i - 1, j - 1) + 1 : Math.max(at(i - 1, j), at(i, j - 1));
    }
  return at(a.length, b.length);
}

const ids = (longest: number) => fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: longest });
const filled = (items: readonly number[], size: number, padding: number): readonly number[] =>
  Array.from({ length: size }, (_, place) => items[place] ?? padding);

describe("sequences of ids", () => {
  const program = programOf(`signal a: int[<= 9]
signal b: int[<= 6]
term ab = lcs_ratio(a, b)
term ba = lcs_ratio(b, a)
term same = exact_match(a, b)`);

  it("have the common part that a plain dynamic programme finds, whatever stands after their last items", () => {
    fc.assert(
      fc.property(ids(9), ids(6), fc.integer({ min: 0, max: 3 }), (a, b, padding) => {
        const ratio = a.length + b.length === 0 ? 0 : plainLcs(a, b) / Math.max(a.length, b.length);
        const signals = {
          a: filled(a, 9, padding),
          b: filled(b, 6, padding),
          "a.length": [a.length],
          "b.length": [b.length],
        };
        const same = a.length === b.length && a.every((id, place) => id === b[place]);
        expect(termsOf(program, signals)).toEqual({ ab: ratio, ba: ratio, same: Number(same) });
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it("may have a fixed length on either side", () => {
    const fixed = programOf(`signal a: int[4]
signal b: int[7]
signal c: int[<= 5]
signal one: int[1]
term ab = lcs_ratio(a, b)
term ac = lcs_ratio(a, c)
term same = exact_match(a, c)
term single = lcs_ratio(one, b)`);
    fc.assert(
      fc.property(ids(4), ids(7), ids(5), (x, y, c) => {
        const [a, b] = [filled(x, 4, 2), filled(y, 7, 3)];
        const signals = { a, b, c: filled(c, 5, 1), "c.length": [c.length], one: a.slice(0, 1) };
        expect(termsOf(fixed, signals)).toEqual({
          ab: plainLcs(a, b) / 7,
          ac: plainLcs(a, c) / Math.max(4, c.length),
          same: Number(c.length === 4 && plainLcs(a, c) === 4),
          single: plainLcs(a.slice(0, 1), b) / 7,
        });
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it("are of ids of one kind, and not too long", () => {
    const declared =
      "signal a: int[3]\nsignal f: float[3]\nsignal k: enum { A, B }[3]\nsignal l: enum { B, C }[<= 2]\nsignal m: int[3, 3]\nsignal n: int[129]\n";
    for (const wrong of [
      "lcs_ratio(a, f)",
      "lcs_ratio(a, k)",
      "lcs_ratio(k, l)",
      "lcs_ratio(m, a)",
      "lcs_ratio(a, n)",
      "exact_match(k, l)",
    ])
      expect(names(`${declared}term t = ${wrong}`), wrong).toContain("argument-type");
    expect(names(`${declared}term t = exact_match(a, n)`)).toContain("argument-shapes");
  });
});
