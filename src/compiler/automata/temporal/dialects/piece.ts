import type { TemporalFormula } from "../formula.js";

/** Text to be written next, in order; formulas are written in parentheses where they are compound and not `bare`. */
export type Piece = string | { readonly formula: TemporalFormula; readonly bare: boolean };

/** Thrown where a dialect has no words, caught where a formula is printed. */
export class Unprintable extends Error {}

export function operand(formula: TemporalFormula): Piece {
  return { formula, bare: false };
}
