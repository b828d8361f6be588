import { describe, expect, it } from "vitest";
import type { TranslateOptions } from "../../../../src/compiler/automata/temporal/dfa.js";
import {
  always,
  and,
  atom,
  binary,
  first,
  implies,
  not,
  or,
  type TemporalFormula,
  unary,
  windowed,
} from "../../../../src/compiler/automata/temporal/formula.js";
import { translate } from "../../../../src/compiler/automata/temporal/translate.js";

const [a, b, c] = [atom(0), atom(1), atom(2)] as const;
const F = (operand: TemporalFormula, low = 0, high = Infinity): TemporalFormula =>
  windowed("eventually", operand, { low, high });
const G = (operand: TemporalFormula): TemporalFormula => windowed("always", operand);
const O = (operand: TemporalFormula, low = 0, high = Infinity): TemporalFormula =>
  windowed("once", operand, { low, high });
const X = (operand: TemporalFormula): TemporalFormula => unary("next", operand);
const U = (left: TemporalFormula, right: TemporalFormula): TemporalFormula => binary("until", left, right);
const letters = (count: number): readonly TemporalFormula[] => Array.from({ length: count }, (_, index) => atom(index));

function states(formula: TemporalFormula, atoms: number, options?: TranslateOptions): number | string {
  const translation = translate(formula, atoms, options);
  return translation.kind === "dfa" ? translation.dfa.moves.length : translation.budget;
}

describe("states of minimal automata", () => {
  it("are those of the literature, the empty trace rejected", () => {
    const reject = { empty: "reject" } as const;
    expect(states(F(and(a, X(F(and(b, X(F(c))))))), 3, reject)).toBe(4);
    expect(states(and(U(not(atom(0)), b), G(implies(b, F(c)))), 3, reject)).toBe(4);
    expect(
      states(
        letters(20).reduceRight((right, left) => U(left, right)),
        20,
        reject,
      ),
    ).toBe(21);
    expect(
      states(
        letters(9).reduce((left, right) => U(left, right)),
        9,
        reject,
      ),
    ).toBe(257);
    expect(
      states(
        and(
          G(a),
          ...letters(10)
            .slice(1)
            .map((each) => F(each)),
        ),
        10,
        reject,
      ),
    ).toBe(513);
    expect(states(G(implies(a, F(b, 0, 1000))), 2, reject)).toBe(1003);
    expect(states(G(implies(a, O(b, 0, 50))), 2, reject)).toBe(53);
  });

  it("differ by what is said of the empty trace", () => {
    expect(states(G(a), 1, { empty: "accept" })).toBe(2);
    expect(states(G(a), 1, { empty: "reject" })).toBe(3);
    expect(states(G(a), 1, { empty: "free" })).toBe(2);
    expect(states(F(a), 1, { empty: "accept" })).toBe(3);
    expect(states(always, 1)).toBe(1);
    expect(states(always, 1, { empty: "reject" })).toBe(2);
  });

  it("do not grow with formulas that say the same by past and by future", () => {
    expect(states(O(and(first, a)), 1)).toBe(states(a, 1));
    expect(states(F(and(b, O(a))), 2)).toBe(states(F(and(a, F(b))), 2));
  });
});

describe("formulas 10,000 deep", () => {
  const nest = (step: (operand: TemporalFormula, index: number) => TemporalFormula): TemporalFormula =>
    Array.from({ length: 10_000 }).reduce<TemporalFormula>((operand, _, index) => step(operand, index), a);

  it("are translated without recursion", () => {
    expect(states(nest(X), 1)).toBe(10_003);
    expect(
      states(
        nest((operand) => not(unary("weak-next", not(operand)))),
        1,
      ),
    ).toBe(10_003);
    expect(
      states(
        nest((operand, index) => (index % 2 === 0 ? F(operand) : G(operand))),
        1,
      ),
    ).toBe(2);
    expect(
      states(
        nest((operand, index) => (index % 2 === 0 ? and(operand, b) : or(operand, c))),
        3,
      ),
    ).toBe(3);
    expect(
      states(
        nest((operand, index) => U(index % 2 === 0 ? a : b, operand)),
        2,
      ),
    ).toBe(3);
    expect(
      states(
        nest((operand, index) => U(operand, index % 2 === 0 ? a : b)),
        2,
      ),
    ).toBe(3);
    expect(states(F(nest((operand) => O(operand))), 1)).toBe(2);
  });
});

describe("a budget that is spent", () => {
  it("ends in a report instead of an automaton", () => {
    expect(states(F(and(a, X(F(b, 20, 20)))), 2, { maxStates: 1000 })).toBe("states");
    expect(states(F(and(a, X(F(b, 1e9, 1e9)))), 2, { milliseconds: 20 })).toBe("time");
    expect(states(F(a, 0, 1e9), 1, { maxStates: 1000 })).toBe("memory");
  });
});
