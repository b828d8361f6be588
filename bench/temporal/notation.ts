/*
 * The letters of the literature as functions, so that a formula reads here as it does in its paper: G(implies(a, F(b))).
 * `X` is strong next, `N` weak next; n-ary `and` and `or` come from the compiler.
 */
import {
  and,
  atom,
  binary,
  not,
  or,
  type TemporalFormula,
  unary,
  weakUntil,
  windowed,
} from "../../src/compiler/automata/temporal/formula.js";

export { and, iff, implies, last, never, not, or, xor } from "../../src/compiler/automata/temporal/formula.js";

type Unary = (operand: TemporalFormula) => TemporalFormula;
type Binary = (left: TemporalFormula, right: TemporalFormula) => TemporalFormula;

export const F: Unary = (operand) => windowed("eventually", operand);
export const G: Unary = (operand) => windowed("always", operand);
export const X: Unary = (operand) => unary("next", operand);
export const N: Unary = (operand) => unary("weak-next", operand);
export const O: Unary = (operand) => windowed("once", operand);
export const H: Unary = (operand) => windowed("historically", operand);
export const Y: Unary = (operand) => unary("previously", operand);
export const U: Binary = (left, right) => binary("until", left, right);
export const R: Binary = (left, right) => binary("release", left, right);
export const W: Binary = weakUntil;
export const S: Binary = (left, right) => binary("since", left, right);

/** `F` within `steps` steps from here, this one included. */
export function within(steps: number, operand: TemporalFormula): TemporalFormula {
  return windowed("eventually", operand, { low: 0, high: steps });
}

/** The operator, `count` times. */
export function times(count: number, operator: Unary, operand: TemporalFormula): TemporalFormula {
  let formula = operand;
  for (let index = 0; index < count; index++) formula = operator(formula);
  return formula;
}

/** A conjunction or disjunction of one member for each index below `count`. */
export function all(count: number, member: (index: number) => TemporalFormula): TemporalFormula {
  return and(...indices(count).map(member));
}

export function any(count: number, member: (index: number) => TemporalFormula): TemporalFormula {
  return or(...indices(count).map(member));
}

/** No two of them. */
export function exclusive(formulas: readonly TemporalFormula[]): TemporalFormula {
  return and(...formulas.flatMap((left, index) => formulas.slice(index + 1).map((right) => not(and(left, right)))));
}

export function indices(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Atoms 0 to 8. */
export const [a, b, c, d, e, f, g, h, i] = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(atom) as unknown as readonly [
  TemporalFormula,
  TemporalFormula,
  TemporalFormula,
  TemporalFormula,
  TemporalFormula,
  TemporalFormula,
  TemporalFormula,
  TemporalFormula,
  TemporalFormula,
];
