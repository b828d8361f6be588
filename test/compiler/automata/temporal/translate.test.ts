import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dfa, TranslateOptions } from "../../../../src/compiler/automata/temporal/dfa.js";
import type { TemporalFormula } from "../../../../src/compiler/automata/temporal/formula.js";
import { accepts } from "../../../../src/compiler/automata/temporal/trace/run.js";
import { translate } from "../../../../src/compiler/automata/temporal/translate.js";
import { formulas, traces } from "./arbitrary.js";
import { holdsAt } from "./evaluate.js";

function automaton(formula: TemporalFormula, atoms: number, options?: TranslateOptions): Dfa {
  const translation = translate(formula, atoms, options);
  if (translation.kind !== "dfa") throw new Error(`too large: ${translation.budget}`);
  return translation.dfa;
}

describe("translate, against the definition of the formulas", () => {
  it.each([
    ["pure past under future", false, 2000],
    ["past over future", true, 600],
  ] as const)("accepts the traces that satisfy random formulas: %s", (_, mixed, numRuns) => {
    fc.assert(
      fc.property(formulas(2, 3, mixed), fc.array(traces(2, 6), { minLength: 8, maxLength: 8 }), (formula, samples) => {
        const dfa = automaton(formula, 2);
        for (const trace of samples) expect(accepts(dfa, trace)).toBe(holdsAt(formula, trace, 0));
      }),
      { numRuns },
    );
  });
});
