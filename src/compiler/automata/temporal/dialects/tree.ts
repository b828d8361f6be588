import type { ConstantMeaning, InfixMeaning, PostfixMeaning, PrefixMeaning } from "./dialect.js";

/** Offsets into the text of a formula. */
export interface FormulaPlace {
  readonly start: number;
  readonly end: number;
}

/** Numbers in brackets behind an operator: `[2]` has no `high`, `[2..]` an infinite one. */
export interface WrittenBounds {
  readonly low: number;
  readonly high?: number;
  /** `[2..5!]`: the steps must exist. */
  readonly strong: boolean;
}

/** A formula as it was written. */
export type FormulaTree =
  | { readonly kind: "atom"; readonly name: string; readonly place: FormulaPlace }
  | { readonly kind: "constant"; readonly meaning: ConstantMeaning; readonly place: FormulaPlace }
  | {
      readonly kind: "operation";
      readonly meaning: PrefixMeaning | InfixMeaning | PostfixMeaning;
      /** Of `<r>f` and `[r]f`: r, then f. */
      readonly operands: readonly FormulaTree[];
      readonly bounds?: WrittenBounds;
      readonly parenthesised: boolean;
      readonly place: FormulaPlace;
    };

/** Why a text is no formula of its dialect. */
export type FormulaProblem =
  | { readonly kind: "syntax"; readonly place: FormulaPlace; readonly found: string; readonly expected: string }
  | { readonly kind: "unsupported"; readonly place: FormulaPlace; readonly construct: string };
