import { levels } from "../../../../grammar/precedence.js";
import type { Expression, RegularExpression } from "../ast/index.js";
import { expressionPieces } from "./expression-pieces.js";
import { regularPieces } from "./formula-pieces.js";
import { levelOf } from "./level.js";
import { closed, type Part, type Piece } from "./pieces.js";
import { printPlaces, type PrintPlace } from "./place.js";

/**
 * The text of an expression on one line, with the parentheses that precedence asks for and no others. `least` is the level that needs
 * none: diagnostics and declarations take the default. Works on a list of pieces instead of the call stack, so that a chain of 20,000
 * operators prints.
 */
export function printExpression(
  expression: Expression,
  place: PrintPlace = printPlaces.expression,
  least: number = levels.on,
): string {
  return printPieces([{ node: expression, least, place }]);
}

/** An expression where the grammar takes only an operand: names, calls, and anything between parentheses. */
export function printOperand(expression: Expression, place: PrintPlace = printPlaces.expression): string {
  return printPieces([{ node: expression, least: levels.unary, place, operandOnly: true }]);
}

/** The text of pieces, in order. */
export function printPieces(pieces: readonly Piece[]): string {
  const output: string[] = [];
  const pending: Piece[] = [...pieces].reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === "string") output.push(next);
    else for (const piece of expand(next).reverse()) pending.push(piece);
  }
  return output.join("");
}

function expand(part: Part): Piece[] {
  if (!needsParentheses(part)) return piecesOf(part);
  return ["(", ...piecesOf({ node: part.node, least: levels.sequence, place: part.place }), ")"];
}

function piecesOf(part: Part): Piece[] {
  const { node } = part;
  return isRegular(node) ? regularPieces(node, part.place, part.least) : expressionPieces(node, part);
}

function isRegular(node: Expression | RegularExpression): node is RegularExpression {
  return node.kind.startsWith("regular-");
}

function needsParentheses(part: Part): boolean {
  const { node, least } = part;
  const level = levelOf(node);
  if (level < least) return true;
  if (node.kind === "task-then" && part.inCondition === true) return true;
  // `always max(z) over past after q`: the scope of the pattern would be read as that of `over`.
  if (
    node.kind === "over" &&
    node.scope.kind === "past" &&
    node.scope.after === undefined &&
    part.place.kind === "formula"
  )
    return true;
  if (part.operandOnly !== true) return false;
  const prefixed = node.kind === "unary" || node.kind === "temporal-unary" || node.kind === "achieve";
  return node.kind === "temporal-unary" || node.kind === "achieve" || (!prefixed && level < closed);
}
