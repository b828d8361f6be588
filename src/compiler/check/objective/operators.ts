import * as formulas from "../../automata/temporal/formula.js";
import type { TemporalFormula, Window } from "../../automata/temporal/formula.js";
import type { BinaryTemporalOperator, UnaryTemporalOperator } from "../../syntax/ast/index.js";
import { unreachable } from "../../unreachable.js";

/** A unary operator on finite traces; the quantifiers over prefixes of infinite ones are read elsewhere. */
export type FiniteUnaryOperator = Exclude<
  UnaryTemporalOperator,
  "infinitely often" | "eventually forever" | "for every prefix" | "for some prefix"
>;

const quantifiers: readonly UnaryTemporalOperator[] = [
  "infinitely often",
  "eventually forever",
  "for every prefix",
  "for some prefix",
];

export function isFinite(operator: UnaryTemporalOperator): operator is FiniteUnaryOperator {
  return !quantifiers.includes(operator);
}

export function unaryFormula(
  operator: FiniteUnaryOperator,
  operand: TemporalFormula,
  window: Window | undefined,
): TemporalFormula {
  switch (operator) {
    case "always":
    case "eventually":
    case "historically":
    case "once":
      return formulas.windowed(operator, operand, window);
    case "next":
    case "previously":
      return formulas.unary(operator, operand);
    case "weak next":
      return formulas.unary("weak-next", operand);
    case "weak previously":
      return formulas.unary("weak-previously", operand);
    case "initially":
      return formulas.initially(operand);
    default:
      return unreachable(operator);
  }
}

/** `inclusive`: the left side holds at the end of `until`, too. */
export function binaryFormula(
  operator: BinaryTemporalOperator,
  left: TemporalFormula,
  right: TemporalFormula,
  inclusive: boolean,
  window: Window | undefined,
): TemporalFormula {
  const end = inclusive ? formulas.and(left, right) : right;
  switch (operator) {
    case "until":
    case "since":
      return formulas.binary(operator, left, end, window);
    case "weak until":
      return formulas.weakUntil(left, end, window);
    case "weak since":
      return formulas.weakSince(left, end, window);
    case "release":
      return formulas.binary("release", left, right, window);
    case "strong release":
      // q strong release p: p up to and with the first step where q holds, which comes.
      return formulas.binary("until", right, formulas.and(left, right), window);
    default:
      return unreachable(operator);
  }
}
