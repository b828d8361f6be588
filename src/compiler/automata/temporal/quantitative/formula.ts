/*
 * Formulas with the values of signal temporal logic in discrete time: a position of a trace has a number, which is positive where the formula holds and negative where it does
 * not. `max` and `min` stand for "some" and "all". Equal parts are one object (`Interning`).
 */

/** What bounded windows take from positions past the end of the trace, as a spec says it: nothing; −∞ at each; the last position again. */
export type PastEnd = "what_is_there" | "pessimistic" | "repeat_last";

/** The value of a position past the end. Least and greatest take nothing from `+inf` and `-inf`. */
export type Beyond = "-inf" | "+inf" | "last";

export type Extremum = "max" | "min";

/** The other one of greatest and least. */
export function opposite(choose: Extremum): Extremum {
  return choose === "max" ? "min" : "max";
}

/** What an extremum takes nothing from. */
export const nothing: Readonly<Record<Extremum, Beyond>> = { max: "-inf", min: "+inf" };

/** Which way an operator looks, how far, both ends included, and what it takes from where the trace is over, if it looks ahead. `high` is infinite only where `low` is 0. */
interface Reach {
  readonly direction: "ahead" | "behind";
  readonly low: number;
  readonly high: number;
  readonly beyond: Beyond;
}

export type QuantitativeFormula =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "atom"; readonly atom: number }
  | { readonly kind: "not"; readonly operand: QuantitativeFormula }
  | { readonly kind: "and" | "or"; readonly operands: readonly QuantitativeFormula[] }
  /** The extremum of the operand over the window. */
  | ({ readonly kind: "window"; readonly choose: Extremum; readonly operand: QuantitativeFormula } & Reach)
  /**
   * `max`: the greatest, over the j in the window, of the least of `right` at j and `left` between here and j, j excluded: until and, looking behind, since.
   * `min`: the same with the two exchanged: release and trigger.
   */
  | ({
      readonly kind: "until";
      readonly choose: Extremum;
      readonly left: QuantitativeFormula;
      readonly right: QuantitativeFormula;
    } & Reach);

/** What stands directly below a formula. */
export function operandsOf(formula: QuantitativeFormula): readonly QuantitativeFormula[] {
  switch (formula.kind) {
    case "constant":
    case "atom":
      return [];
    case "not":
    case "window":
      return [formula.operand];
    case "and":
    case "or":
      return formula.operands;
    case "until":
      return [formula.left, formula.right];
  }
}
