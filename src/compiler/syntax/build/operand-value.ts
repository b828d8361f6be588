import type { Span } from "../../source/span.js";
import type { Expression, RegularExpression } from "../ast/index.js";

/** `s then t without z` on the way to its pattern; it never reaches the tree by itself. */
export interface Chain {
  readonly kind: "chain";
  readonly items: readonly Expression[];
  readonly without?: Expression;
  readonly span: Span;
}

/** What the fold works on: inside `sequence { }` also regular expressions, beside patterns also chains. */
export type Folded = Expression | RegularExpression | Chain;

/** A value of the fold with the parentheses that the tree itself does not keep. */
export interface Operand {
  readonly node: Folded;
  /** With its parentheses. */
  readonly span: Span;
  readonly parenthesised: boolean;
}

export function isRegular(node: Folded): node is RegularExpression {
  switch (node.kind) {
    case "regular-letter":
    case "regular-concatenation":
    case "regular-union":
    case "regular-repetition":
      return true;
    default:
      return false;
  }
}

/** What a node is called in a message. */
export function describe(node: Folded): string {
  switch (node.kind) {
    case "temporal-unary":
    case "temporal-binary":
    case "binary":
    case "unary":
      return `\`${node.operator}\``;
    case "name":
      return `\`${node.name}\``;
    case "number":
      return `\`${node.text}\``;
    case "last-step":
      return "`last`";
    case "pattern":
      return "a pattern";
    case "achieve":
    case "ensuring":
    case "task-then":
    case "task-or":
      return "a task";
    case "regular-letter":
      return "a condition";
    case "sequence":
    case "regular-concatenation":
    case "regular-union":
      return "a sequence";
    case "regular-repetition":
      return "a repetition";
    case "chain":
      return "a chain";
    case "string":
      return "a string";
    case "boolean":
      return `\`${String(node.value)}\``;
    case "vector":
      return "a list";
    case "call":
      return "a call";
    case "field":
      return `\`.${node.field.name}\``;
    case "index":
      return "an index";
    case "in":
      return "`in`";
    case "if":
      return "`if`";
    case "match":
      return "`match`";
    case "over":
      return "`over`";
    case "place":
      return "`place`";
    case "on":
      return "`on`";
    case "terms":
      return "`terms`";
    case "comprehension":
      return "`for`";
    case "piecewise":
      return "`piecewise`";
    case "error":
      return "a broken expression";
  }
}
