import type { Span } from "../../source/span.js";
import type { Formula } from "./formula.js";

/** A name as written (without backquotes, after NFC), with its place. */
export interface Identifier {
  readonly name: string;
  readonly span: Span;
}

/** Exponents of a unit as written: `m/s^2` is `[["m", 1], ["s", -2]]`. */
export interface UnitExpression {
  readonly factors: readonly (readonly [name: string, exponent: number])[];
  readonly span: Span;
}

export type BinaryOperator =
  "+" | "-" | "*" | "/" | "%" | "^" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "and" | "or" | "xor" | "implies" | "iff";

interface At<Kind extends string> {
  readonly kind: Kind;
  readonly span: Span;
}

export interface NumberLiteral extends At<"number"> {
  readonly value: number;
  readonly unit?: UnitExpression;
  /** The digits as written, for printing. */ readonly text: string;
}
export interface BooleanLiteral extends At<"boolean"> {
  readonly value: boolean;
}
export interface StringLiteral extends At<"string"> {
  readonly value: string;
}
export interface NameExpression extends At<"name"> {
  readonly name: string;
}
/** `object.name`: a field, a swizzle or a member of a group; which one is for the checker to say. */
export interface FieldExpression extends At<"field"> {
  readonly object: Expression;
  readonly field: Identifier;
}
export interface IndexExpression extends At<"index"> {
  readonly object: Expression;
  readonly items: readonly IndexItem[];
}
export type IndexItem = Expression | SliceItem;
/** `lo:hi`, either end optional. */
export interface SliceItem extends At<"slice"> {
  readonly low?: Expression;
  readonly high?: Expression;
}
export interface CallExpression extends At<"call"> {
  readonly callee: NameExpression | FieldExpression;
  readonly arguments: readonly Argument[];
}
export interface Argument {
  readonly name?: Identifier;
  readonly value: Expression;
  readonly span: Span;
}
export interface VectorExpression extends At<"vector"> {
  readonly items: readonly Expression[];
}
export interface UnaryExpression extends At<"unary"> {
  readonly operator: "-" | "not";
  readonly operand: Expression;
}
export interface BinaryExpression extends At<"binary"> {
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}
/** `x in [low, high]`, both ends included. */
export interface InExpression extends At<"in"> {
  readonly value: Expression;
  readonly low: Expression;
  readonly high: Expression;
}
export interface IfExpression extends At<"if"> {
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
}
export interface MatchExpression extends At<"match"> {
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
}
export interface MatchCase {
  readonly pattern: MatchPattern;
  readonly value: Expression;
  readonly span: Span;
}
export type MatchPattern =
  | (At<"value-pattern"> & { readonly value: Expression })
  | (At<"compare-pattern"> & { readonly operator: "==" | "!=" | "<" | "<=" | ">" | ">="; readonly value: Expression })
  | (At<"in-pattern"> & { readonly low: Expression; readonly high: Expression })
  | At<"else-pattern">;
/** `body for index, item in source`: stands only as the sole argument of an aggregator call. */
export interface ComprehensionExpression extends At<"comprehension"> {
  readonly body: Expression;
  readonly index?: Identifier;
  readonly item: Identifier;
  readonly source: Expression;
}
/** `f(x) over SCOPE …`; `value` is the aggregator call, or the name `length`. */
export interface OverExpression extends At<"over"> {
  readonly value: Expression;
  readonly scope: Scope;
  readonly by?: readonly Identifier[];
  readonly where?: Expression;
  readonly exceptSelf: boolean;
}
export type Scope =
  | (At<"past"> & { readonly after?: Expression })
  /** `count` is a number (perhaps with a time unit) or a name. */
  | (At<"last"> & { readonly count: Expression })
  /** `episode`, `group`, `batch` or a segment's name. */
  | (At<"named"> & { readonly name: Identifier });
/** `place(x) at end of turn`. */
export interface PlaceExpression extends At<"place"> {
  readonly value: Expression;
  readonly scope: Identifier;
}
/** `E on EVENT`: a term body only. */
export interface OnExpression extends At<"on"> {
  readonly value: Expression;
  readonly event: OnEvent;
}
export type OnEvent =
  | (At<"satisfied" | "violated"> & { readonly objective: Expression })
  | (At<"entered" | "rising" | "falling"> & { readonly argument: Expression })
  | At<"terminated">;
/** `terms` or `terms NAME`: the sole argument of an aggregator. */
export interface TermsExpression extends At<"terms"> {
  readonly group?: Identifier;
}
/** `piecewise {0: 1, 1e5: 0.3}` inside `schedule(…)`. */
export interface PiecewiseExpression extends At<"piecewise"> {
  readonly points: readonly (readonly [Expression, Expression])[];
}
/** What could not be parsed; it has been reported and silences what follows from it. */
export type ErrorExpression = At<"error">;

export type Expression =
  | NumberLiteral
  | BooleanLiteral
  | StringLiteral
  | NameExpression
  | FieldExpression
  | IndexExpression
  | CallExpression
  | VectorExpression
  | UnaryExpression
  | BinaryExpression
  | InExpression
  | IfExpression
  | MatchExpression
  | ComprehensionExpression
  | OverExpression
  | PlaceExpression
  | OnExpression
  | TermsExpression
  | PiecewiseExpression
  | ErrorExpression
  | Formula;
