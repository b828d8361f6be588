import type { Span } from "../../source/span.js";
import type { Expression, Identifier } from "./expression.js";

/** `test "name" with variant delta, alpha = 1 { … }` */
export interface TestDeclaration {
  readonly kind: "test";
  readonly name: { readonly value: string; readonly span: Span };
  readonly variant?: Identifier;
  /** Params set for this test. */
  readonly parameters: readonly { readonly name: Identifier; readonly value: Expression }[];
  readonly items: readonly TestItem[];
  readonly documentation?: string;
  readonly span: Span;
}

/** `name`, `not name`, `name = E`, `name[i] = E`. */
export interface TestValue {
  readonly name: Identifier;
  readonly index: readonly Expression[];
  readonly value: Expression | "true" | "false";
  readonly span: Span;
}

/** One condition of an `expect`, perhaps with `± tolerance`. */
export interface Expectation {
  readonly condition: Expression;
  readonly tolerance?: Expression;
  readonly span: Span;
}

export type TestItem =
  | { readonly kind: "given" | "reset"; readonly values: readonly TestValue[]; readonly span: Span }
  | { readonly kind: "step"; readonly repeat?: Expression; readonly values: readonly TestValue[]; readonly span: Span }
  | {
      readonly kind: "end";
      readonly how: "terminated" | "truncated" | "unfinished";
      /** Whether `how` was written. */ readonly explicit: boolean;
      readonly values: readonly TestValue[];
      readonly span: Span;
    }
  | { readonly kind: "expect"; readonly expectations: readonly Expectation[]; readonly span: Span }
  | { readonly kind: "trace"; readonly path: { readonly value: string; readonly span: Span }; readonly span: Span }
  | { readonly kind: "episode" | "group" | "batch"; readonly items: readonly TestItem[]; readonly span: Span };
