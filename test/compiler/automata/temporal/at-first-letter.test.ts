import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atFirstLetter } from "../../../../src/compiler/automata/temporal/at-first-letter.js";
import {
  and,
  atom,
  binary,
  initially,
  not,
  unary,
  windowed,
} from "../../../../src/compiler/automata/temporal/formula.js";
import { translate } from "../../../../src/compiler/automata/temporal/translate.js";
import { evaluate } from "./oracle/evaluate.js";
import { formulas } from "./oracle/random-formula.js";

const [a, b] = [atom(0), atom(1)];

describe("a formula at the first letter", () => {
  it("has no past", () => {
    expect(atFirstLetter(unary("previously", a))).toEqual({ kind: "constant", value: false });
    expect(atFirstLetter(not(unary("weak-previously", a)))).toEqual(not({ kind: "constant", value: true }));
    expect(atFirstLetter(binary("since", a, and(b, windowed("once", a))))).toEqual(and(b, a));
    expect(atFirstLetter(windowed("historically", a, { low: 1, high: 3 }))).toEqual({ kind: "constant", value: true });
    expect(translate(initially(a), 1)).toEqual(translate(a, 1));
  });

  it("keeps the past under operators of the future", () => {
    const formula = windowed("eventually", unary("previously", a));
    expect(atFirstLetter(formula)).toBe(formula);
  });

  it("means the same there", () => {
    const traces = fc.array(fc.nat(7), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(formulas(3, 12), traces, (formula, trace) => {
        expect(evaluate(atFirstLetter(formula), trace)).toBe(evaluate(formula, trace));
      }),
      { numRuns: 300 },
    );
  });

  it("needs no stack", () => {
    let deep = a;
    for (let level = 0; level < 50_000; level++) deep = windowed("once", not(deep));
    expect(translate(deep, 1).kind).toBe("dfa");
  });
});
