import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Budget } from "../../../../src/compiler/automata/temporal/budget.js";
import { compose } from "../../../../src/compiler/automata/temporal/compose.js";
import type { Dfa } from "../../../../src/compiler/automata/temporal/dfa.js";
import type { TemporalFormula } from "../../../../src/compiler/automata/temporal/formula.js";
import { not } from "../../../../src/compiler/automata/temporal/formula.js";
import { combine, complement, restated } from "../../../../src/compiler/automata/temporal/product.js";
import { readFormula } from "../../../../src/compiler/automata/temporal/read-formula.js";
import { translate } from "../../../../src/compiler/automata/temporal/translate.js";
import { formulas } from "./arbitrary.js";
import { table } from "./table.js";

function automaton(formula: TemporalFormula): Dfa {
  const translation = translate(formula, 2);
  if (translation.kind !== "dfa") throw new Error(`too large: ${translation.budget}`);
  return translation.dfa;
}

describe("equal languages are equal automata", () => {
  it("whether a formula is derived as a whole or composed of its parts", () => {
    fc.assert(
      fc.property(formulas(2, 3, false), (formula) => {
        const budget = new Budget();
        const read = readFormula(formula, 2, budget);
        // No node may be made without taking the formula apart.
        expect(table(compose(read, read.term, 2, budget, 0))).toEqual(table(automaton(formula)));
      }),
      { numRuns: 500 },
    );
  });

  it.each(["and", "or", "xor"] as const)("whether %s joins formulas or automata", (operation) => {
    fc.assert(
      fc.property(formulas(2, 2), formulas(2, 2), (left, right) => {
        const joined: TemporalFormula =
          operation === "xor" ? { kind: "xor", left, right } : { kind: operation, operands: [left, right] };
        expect(table(combine(automaton(left), automaton(right), operation))).toEqual(table(automaton(joined)));
      }),
      { numRuns: 200 },
    );
  });

  it("whether a formula or an automaton is negated", () => {
    fc.assert(
      fc.property(formulas(2, 3), (formula) => {
        expect(table(complement(automaton(formula)))).toEqual(table(automaton(not(formula))));
      }),
      { numRuns: 300 },
    );
  });

  it("whether atoms are renamed there and back or not at all", () => {
    fc.assert(
      fc.property(formulas(2, 3), (formula) => {
        const budget = new Budget();
        const swapped = restated(automaton(formula), "free", budget, [1, 0]);
        expect(table(restated(swapped, "free", budget, [1, 0]))).toEqual(table(automaton(formula)));
      }),
      { numRuns: 200 },
    );
  });
});
