/*
 * Temporal formulas over the letters of a finite, non-empty trace σ₀ … σₙ₋₁ (LTLf with past, De Giacomo and Vardi 2013; LDLf's regular
 * sequences; windows as in MTL). Plain immutable data: equal parts may be shared objects, and nothing here is simplified.
 */

/** Distances from the present position, both ends included; whole numbers, `high` may be infinite. */
export interface Window {
  readonly low: number;
  readonly high: number;
}

/** At position i of a trace of n letters; an atom is the index of a proposition. */
export type TemporalFormula =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "atom"; readonly atom: number }
  | { readonly kind: "not"; readonly operand: TemporalFormula }
  | { readonly kind: "and" | "or"; readonly operands: readonly TemporalFormula[] }
  | { readonly kind: "xor"; readonly left: TemporalFormula; readonly right: TemporalFormula }
  /** `next`: i + 1 < n and the operand at i + 1; `weak-next`: i + 1 ≥ n or so. */
  | { readonly kind: "next" | "weak-next"; readonly operand: TemporalFormula }
  /** `previously`: i > 0 and the operand at i − 1; `weak-previously`: i = 0 or so. */
  | { readonly kind: "previously" | "weak-previously"; readonly operand: TemporalFormula }
  /** Over the positions j of the trace with j − i in the window (default [0, ∞)). */
  | { readonly kind: "eventually" | "always"; readonly operand: TemporalFormula; readonly window?: Window }
  /** Over the positions j of the trace with i − j in the window. */
  | { readonly kind: "once" | "historically"; readonly operand: TemporalFormula; readonly window?: Window }
  /**
   * `until`: some j in the window with `right` at j and `left` on [i, j). `release`: for all j in the window, `right` at j or `left` somewhere on
   * [i, j). `since` and `trigger` are their mirror images: `left` on (j, i].
   */
  | {
      readonly kind: "until" | "release" | "since" | "trigger";
      readonly left: TemporalFormula;
      readonly right: TemporalFormula;
      readonly window?: Window;
    }
  /** Some prefix of the rest σᵢ σᵢ₊₁ … is a word of the expression (the empty prefix counts); `exactly`: the rest itself is. */
  | { readonly kind: "matches"; readonly exactly: boolean; readonly expression: RegularExpression };

/** A language of words; letters are conditions without future operators. */
export type RegularExpression =
  | { readonly kind: "letter"; readonly condition: TemporalFormula }
  | { readonly kind: "concatenation" | "union"; readonly items: readonly RegularExpression[] }
  | {
      readonly kind: "repetition";
      readonly item: RegularExpression;
      readonly minimum: number;
      /** Absent: any number of times. */ readonly maximum?: number;
    };

export const always: TemporalFormula = { kind: "constant", value: true };
export const never: TemporalFormula = { kind: "constant", value: false };

export function atom(index: number): TemporalFormula {
  return { kind: "atom", atom: index };
}

export function not(operand: TemporalFormula): TemporalFormula {
  return { kind: "not", operand };
}

export function and(...operands: readonly TemporalFormula[]): TemporalFormula {
  return operands.length === 1 ? (operands[0] ?? always) : { kind: "and", operands };
}

export function or(...operands: readonly TemporalFormula[]): TemporalFormula {
  return operands.length === 1 ? (operands[0] ?? never) : { kind: "or", operands };
}

export function implies(left: TemporalFormula, right: TemporalFormula): TemporalFormula {
  return or(not(left), right);
}

export function xor(left: TemporalFormula, right: TemporalFormula): TemporalFormula {
  return { kind: "xor", left, right };
}

export function iff(left: TemporalFormula, right: TemporalFormula): TemporalFormula {
  return not(xor(left, right));
}

export type TemporalUnaryKind = "next" | "weak-next" | "previously" | "weak-previously";
export type TemporalWindowKind = "eventually" | "always" | "once" | "historically";
export type TemporalBinaryKind = "until" | "release" | "since" | "trigger";

export function unary(kind: TemporalUnaryKind, operand: TemporalFormula): TemporalFormula {
  return { kind, operand };
}

export function windowed(kind: TemporalWindowKind, operand: TemporalFormula, window?: Window): TemporalFormula {
  return { kind, operand, ...(window === undefined ? {} : { window }) };
}

export function binary(
  kind: TemporalBinaryKind,
  left: TemporalFormula,
  right: TemporalFormula,
  window?: Window,
): TemporalFormula {
  return { kind, left, right, ...(window === undefined ? {} : { window }) };
}

/** f W g = g R (f ∨ g), the window carried over. */
export function weakUntil(left: TemporalFormula, right: TemporalFormula, window?: Window): TemporalFormula {
  return binary("release", right, or(left, right), window);
}

/** f M g = g U (f ∧ g), the window carried over. */
export function strongRelease(left: TemporalFormula, right: TemporalFormula, window?: Window): TemporalFormula {
  return binary("until", right, and(left, right), window);
}

/** g T (f ∨ g): the mirror image of weak until. */
export function weakSince(left: TemporalFormula, right: TemporalFormula, window?: Window): TemporalFormula {
  return binary("trigger", right, or(left, right), window);
}

/** The last letter of the trace. */
export const last: TemporalFormula = unary("weak-next", never);
/** The first letter of the trace. */
export const first: TemporalFormula = unary("weak-previously", never);

/** The operand at the first letter. */
export function initially(operand: TemporalFormula): TemporalFormula {
  return windowed("once", and(first, operand));
}
