import type { Span } from "../../source/span.js";
import type { Expression } from "./expression.js";

interface At<Kind extends string> {
  readonly kind: Kind;
  readonly span: Span;
}

/** `[low, high]` or `[<= high]` after a temporal operator, in steps or time. */
export interface Bounds {
  readonly low?: Expression;
  readonly high: Expression;
  readonly span: Span;
}

export type UnaryTemporalOperator =
  | "always"
  | "eventually"
  | "next"
  | "weak next"
  | "historically"
  | "once"
  | "previously"
  | "weak previously"
  | "initially"
  | "infinitely often"
  | "eventually forever"
  | "for every prefix"
  | "for some prefix";
export interface TemporalUnary extends At<"temporal-unary"> {
  readonly operator: UnaryTemporalOperator;
  readonly bounds?: Bounds;
  readonly operand: Expression;
}

export type BinaryTemporalOperator = "until" | "weak until" | "release" | "strong release" | "since" | "weak since";
export interface TemporalBinary extends At<"temporal-binary"> {
  readonly operator: BinaryTemporalOperator;
  readonly inclusive: boolean;
  readonly bounds?: Bounds;
  readonly left: Expression;
  readonly right: Expression;
}
/** The last step of the trace. */
export type LastStep = At<"last-step">;

/** `sequence { … }` (LDLf). */
export interface SequenceFormula extends At<"sequence"> {
  readonly exactly: boolean;
  readonly body: RegularExpression;
}
export type RegularExpression =
  | (At<"regular-letter"> & { readonly condition: Expression })
  | (At<"regular-concatenation" | "regular-union"> & { readonly items: readonly RegularExpression[] })
  | (At<"regular-repetition"> & {
      readonly item: RegularExpression;
      readonly minimum: number;
      readonly maximum?: number;
    });

/** Dwyer et al.'s property patterns. `chain` is `(s then t without z)`. */
export interface PatternFormula extends At<"pattern"> {
  readonly pattern: Pattern;
  readonly scope: PatternScope;
}
export interface PatternChain {
  readonly items: readonly Expression[];
  readonly without?: Expression;
  readonly span: Span;
}
export type Pattern =
  | { readonly kind: "never" | "always" | "eventually"; readonly operand: Expression }
  | { readonly kind: "at-most"; readonly operand: Expression; readonly times: number }
  | { readonly kind: "precedes" | "responds"; readonly subject: PatternChain; readonly other: PatternChain };
export type PatternScope =
  | { readonly kind: "globally"; /** Absent when the scope was not written. */ readonly span?: Span }
  | { readonly kind: "before"; readonly end: Expression; readonly span: Span }
  | { readonly kind: "after"; readonly start: Expression; readonly span: Span }
  | {
      readonly kind: "between" | "after-until";
      readonly start: Expression;
      readonly end: Expression;
      readonly span: Span;
    };

/** SPECTRL tasks. */
export type TaskFormula =
  | (At<"achieve"> & { readonly goal: Expression })
  | (At<"ensuring"> & { readonly task: Expression; readonly condition: Expression })
  | (At<"task-then" | "task-or"> & { readonly left: Expression; readonly right: Expression });

export type Formula = TemporalUnary | TemporalBinary | LastStep | SequenceFormula | PatternFormula | TaskFormula;
