import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TypedObjective } from "../../../../src/compiler/check/typed.js";
import { evaluator } from "../../automata/temporal/oracle/evaluate.js";
import { accepts } from "../../automata/temporal/oracle/run.js";
import { checked, spec } from "../checked.js";
import { helpers, meaning, type Trace } from "./any-meaning.js";

const declarations = `signal a, b, c: bool\ndt 0.1 s\n${helpers}`;

/** What the conditions of an objective are on a letter. Conditions of this test read a, b and c, and nothing else. */
function lettersOf({ atoms }: TypedObjective, trace: Trace): Trace {
  return trace.map((letter) =>
    atoms.reduce((bits, atom, index) => {
      const value = valueOf(atom, letter);
      return bits | (value ? 1 << index : 0);
    }, 0),
  );
}

function valueOf(value: TypedObjective["atoms"][number], letter: number): number {
  switch (value.kind) {
    case "signal":
      return (letter >> "abc".indexOf(value.name)) & 1;
    case "constant":
      return value.value[0] ?? 0;
    case "binary": {
      const [left, right] = [valueOf(value.left, letter), valueOf(value.right, letter)];
      if (value.fn === "add") return left + right;
      if (value.fn === "greater-equal") return Number(left >= right);
      if (value.fn === "equal") return Number(left === right);
      throw new Error(`no value of ${value.fn}`);
    }
    default:
      throw new Error(`no value of ${value.kind}`);
  }
}

describe("objectives", () => {
  it("mean what their words say, on every trace, in text, formula and automaton", () => {
    const trace = fc.array(fc.nat(7), { minLength: 1, maxLength: 6 });
    const seen = { satisfied: 0, violated: 0 };
    fc.assert(
      fc.property(meaning, fc.array(trace, { minLength: 10, maxLength: 10 }), ({ text, at }, traces) => {
        const [objective] = spec(`${declarations}objective O = ${text}\nterm t = 1 on satisfied O\n`).objectives;
        if (objective === undefined) throw new Error("no objective");
        const judge = evaluator(objective.formula);
        for (const each of traces) {
          const wanted = at(each, 0);
          const letters = lettersOf(objective, each);
          expect(judge(letters)[0]).toBe(wanted);
          expect(accepts(objective.automaton, letters)).toBe(wanted);
          seen[wanted ? "satisfied" : "violated"]++;
        }
      }),
      { numRuns: 200, seed: 1 },
    );
    expect(Math.min(seen.satisfied, seen.violated)).toBeGreaterThan(200);
  });

  it("are findings, whatever is cut out of them or put twice", () => {
    const cut = fc.record({ start: fc.nat(200), length: fc.nat(12), twice: fc.boolean() });
    let sound = 0;
    fc.assert(
      fc.property(meaning, cut, ({ text }, { start, length, twice }) => {
        const at = start % text.length;
        const part = text.slice(at, at + length);
        const garbled = text.slice(0, at) + (twice ? part + part : "") + text.slice(at + length);
        const { diagnostics, spec: typed } = checked(
          `${declarations}objective O = ${garbled}\nterm t = 1 on satisfied O\n`,
        );
        const wrong = diagnostics.some(({ severity }) => severity === "error");
        expect(typed === undefined).toBe(wrong);
        if (!wrong) sound++;
      }),
      { numRuns: 200, seed: 1 },
    );
    expect(sound).toBeLessThan(200);
  });
});
