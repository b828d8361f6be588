import { infixOperators, levels } from "../../../../grammar/precedence.js";
import type { Expression, RegularExpression } from "../ast/index.js";
import { unreachable } from "../../unreachable.js";
import { closed } from "./pieces.js";

const operatorLevels = new Map(
  Object.values(infixOperators).map(({ operator, level, associativity }) => [operator, { level, associativity }]),
);

/** Level and associativity of a binary operator of the tree. */
export function operatorLevel(operator: string): {
  readonly level: number;
  readonly associativity: "left" | "right" | "none";
} {
  return operatorLevels.get(operator) ?? { level: levels.until, associativity: "right" };
}

/** How tightly a node binds where it stands without parentheses. */
export function levelOf(node: Expression | RegularExpression): number {
  switch (node.kind) {
    case "binary":
      return operatorLevel(node.operator).level;
    case "unary":
      return node.operator === "-" ? levels.negation : levels.unary;
    case "in":
      return levels.comparison;
    case "if":
      return levels.if;
    case "on":
      return levels.on;
    case "temporal-unary":
    case "achieve":
      return levels.unary;
    case "temporal-binary":
      return levels.until;
    case "pattern":
      return levels.pattern;
    case "ensuring":
      return levels.ensuring;
    case "task-then":
      return levels.then;
    case "task-or":
      return levels.or;
    case "over":
    case "place":
      return levels.postfix;
    case "comprehension":
      return levels.on;
    case "regular-concatenation":
      return levels.sequence;
    case "regular-union":
      return levels.or;
    case "regular-letter":
      return levelOf(node.condition);
    case "regular-repetition":
    case "number":
    case "boolean":
    case "string":
    case "name":
    case "field":
    case "index":
    case "call":
    case "vector":
    case "match":
    case "terms":
    case "piecewise":
    case "error":
    case "last-step":
    case "sequence":
      return closed;
    default:
      return unreachable(node);
  }
}

/** Whether the text of a node begins with `[`, which a temporal operator before it would take for its bounds. */
export function beginsWithBracket(node: Expression): boolean {
  for (let leftmost: Expression = node; ;) {
    switch (leftmost.kind) {
      case "vector":
        return true;
      case "binary":
      case "temporal-binary":
      case "task-then":
      case "task-or":
        leftmost = leftmost.left;
        break;
      case "in":
      case "over":
        leftmost = leftmost.value;
        break;
      case "field":
      case "index":
        leftmost = leftmost.object;
        break;
      case "ensuring":
        leftmost = leftmost.task;
        break;
      default:
        return false;
    }
  }
}
