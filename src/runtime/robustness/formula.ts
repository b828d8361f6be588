/*
 * Formulas of signal temporal logic in discrete time, as plain data that JSON can carry: what `robustness` reads. Equal parts may be shared objects;
 * a shared part is evaluated once.
 */

/** Distances from the present position, both ends included; whole numbers. No `high` (or an infinite one, which JSON cannot carry): no upper end. */
export interface RobustnessWindow {
  readonly low: number;
  readonly high?: number;
}

/**
 * What a trace of n steps is worth at position i. Positive: the formula holds there; negative: it does not, in the sense of objectives (LTLf with past
 * and windows); 0 says neither.
 */
export type RobustnessFormula =
  /** +∞ or −∞. */
  | { readonly kind: "constant"; readonly value: boolean }
  /** A column of margins; `x >= c` and `x > c` have x − c, a Boolean has ±∞. */
  | { readonly kind: "margin"; readonly channel: number }
  | { readonly kind: "not"; readonly operand: RobustnessFormula }
  | { readonly kind: "and" | "or"; readonly operands: readonly RobustnessFormula[] }
  /** The greater of (left and not right), (not left and right). Not |left − right|, which is positive where both hold. */
  | { readonly kind: "xor"; readonly left: RobustnessFormula; readonly right: RobustnessFormula }
  /** The operand at i + 1; past the end −∞ (`next`) or +∞ (`weak-next`). */
  | { readonly kind: "next" | "weak-next"; readonly operand: RobustnessFormula }
  /** The operand at i − 1; before the start −∞ (`previously`) or +∞ (`weak-previously`). */
  | { readonly kind: "previously" | "weak-previously"; readonly operand: RobustnessFormula }
  /** The greatest and the least over the positions j of the trace with j − i in the window (default [0, ∞)); of none, −∞ and +∞. */
  | {
      readonly kind: "eventually" | "always";
      readonly operand: RobustnessFormula;
      readonly window?: RobustnessWindow;
    }
  /** The same with i − j in the window. */
  | {
      readonly kind: "once" | "historically";
      readonly operand: RobustnessFormula;
      readonly window?: RobustnessWindow;
    }
  /**
   * `until`: the greatest, over the j in the window, of the least of `right` at j and `left` on [i, j), or on [i, j] where `inclusive`.
   * `release`: not (not left until not right). `since` and `trigger` are their mirror images: `left` on (j, i].
   */
  | {
      readonly kind: "until" | "release" | "since" | "trigger";
      readonly left: RobustnessFormula;
      readonly right: RobustnessFormula;
      readonly window?: RobustnessWindow;
      readonly inclusive?: boolean;
    };
