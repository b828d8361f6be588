import type { CstNode, IToken } from "chevrotain";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Span } from "../../source/span.js";
import type { SourceFile } from "../../source/source-file.js";
import type { ErrorExpression, Expression } from "../ast/index.js";
import { spanOf, startOf } from "./cst.js";

/** What an expression's words mean where it stands. */
export interface Place {
  readonly kind: "expression" | "guard" | "formula" | "sequence";
  /** Inside a machine `done` is reserved. */
  readonly machine: boolean;
  /** In a test `reward` is a value. */
  readonly test: boolean;
}

export const places = {
  expression: { kind: "expression", machine: false, test: false },
  formula: { kind: "formula", machine: false, test: false },
  guard: { kind: "guard", machine: true, test: false },
  machine: { kind: "expression", machine: true, test: false },
  test: { kind: "expression", machine: false, test: true },
} as const satisfies Record<string, Place>;

/** Inside arguments and indices an item of a sequence is an ordinary formula. */
export function argumentPlace(place: Place): Place {
  return place.kind === "sequence" ? { ...place, kind: "formula" } : place;
}

/** One build of one file. What it collects on the way is read once, by `parse`. */
export interface BuildContext {
  readonly source: SourceFile;
  /** Documentation by the offset of the token that it stands above. */
  readonly documentation: ReadonlyMap<number, string>;
  /** Whether the parser has reported something inside the span or directly behind it. */
  readonly isBroken: (span: Span) => boolean;
  readonly report: (diagnostic: Diagnostic) => void;
  /** Builds an `expression` node; here, so that operands need not import what is built from them. */
  readonly expression: (context: BuildContext, node: CstNode | undefined, place: Place, fallback: Span) => Expression;
  /** Builds an `operand` node by itself, as after `where`. */
  readonly operand: (context: BuildContext, node: CstNode | undefined, place: Place, fallback: Span) => Expression;
  /** Expressions whose value is a formula's: a temporal operator, or a Boolean combination of such. */
  readonly temporal: WeakSet<object>;
  /** Those of them that are patterns or tasks, or contain them as such. */
  readonly closedFormulas: WeakSet<object>;
  /** Letters that were read as operators, for a warning where one is declared too. */
  readonly letterUses: { readonly letter: string; readonly span: Span }[];
  readonly declaredLetters: Map<string, Span>;
}

export function spanIn(context: BuildContext, element: CstNode | IToken): Span {
  return spanOf(element, context.source.path);
}

/** The span of a node that recovery may have left empty. */
export function spanOr(context: BuildContext, node: CstNode | IToken | undefined, fallback: Span): Span {
  return node === undefined || Number.isNaN(startOf(node)) ? fallback : spanIn(context, node);
}

/** Zero-width, behind `span`: where something that is missing would stand. */
export function behind(span: Span): Span {
  return { ...span, start: span.end };
}

export function errorExpression(span: Span): ErrorExpression {
  return { kind: "error", span };
}

/** `{ documentation }` where `///` lines stand above the token that begins at `start`. */
export function documentationAt(context: BuildContext, start: number): { readonly documentation?: string } {
  const documentation = context.documentation.get(start);
  return documentation === undefined ? {} : { documentation };
}
