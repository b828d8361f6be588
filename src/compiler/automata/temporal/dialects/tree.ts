import type { Place, SyntaxProblem } from "../../syntax-problem.js";
import type { ConstantMeaning, InfixMeaning, PostfixMeaning, PrefixMeaning } from "./dialect.js";

/** Numbers in brackets behind an operator: `[2]` has no `high`, `[2..]` an infinite one. */
export interface WrittenBounds {
  readonly low: number;
  readonly high?: number;
  /** `[2..5!]`: the steps must exist. */
  readonly strong: boolean;
}

/** A formula as it was written. */
export type FormulaTree =
  | { readonly kind: "atom"; readonly name: string; readonly place: Place }
  | { readonly kind: "constant"; readonly meaning: ConstantMeaning; readonly place: Place }
  | {
      readonly kind: "operation";
      readonly meaning: PrefixMeaning | InfixMeaning | PostfixMeaning;
      /** Of `<r>f` and `[r]f`: r, then f. */
      readonly operands: readonly FormulaTree[];
      readonly bounds?: WrittenBounds;
      readonly parenthesised: boolean;
      readonly place: Place;
    };

/** Why a text is no formula of its dialect. */
export type FormulaProblem =
  | ({ readonly kind: "syntax" } & SyntaxProblem)
  | { readonly kind: "unsupported"; readonly place: Place; readonly construct: string };
