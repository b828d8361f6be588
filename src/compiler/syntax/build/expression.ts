import type { CstNode } from "chevrotain";
import { join, type Span } from "../../source/span.js";
import type { Expression, OnEvent } from "../ast/index.js";
import { behind, errorExpression, places, spanIn, type BuildContext, type Place } from "./context.js";
import { nodeOf, tokenOf } from "./cst.js";
import { Fold } from "./fold.js";
import { primary } from "./operand.js";
import type { Operand } from "./operand-value.js";
import { conditionOf } from "./sequence.js";

/** The expression of an `expression` node; one that is missing has been reported and is an error expression at `fallback`. */
export function expression(context: BuildContext, node: CstNode | undefined, place: Place, fallback: Span): Expression {
  if (node === undefined) return errorExpression(fallback);
  return settled(context, folded(context, node, place));
}

/** The expression of an `operand` node by itself. */
export function operandExpression(
  context: BuildContext,
  node: CstNode | undefined,
  place: Place,
  fallback: Span,
): Expression {
  if (node === undefined) return errorExpression(fallback);
  return settled(context, new Fold(context, place, buildPrimary).operand(node));
}

function settled(context: BuildContext, operand: Operand): Expression {
  return conditionOf(context, operand, "sequence");
}

function folded(context: BuildContext, node: CstNode, place: Place): Operand {
  const operand = new Fold(context, place, buildPrimary).expression(node);
  const clause = nodeOf(node, "onClause");
  if (clause === undefined) return operand;
  const span = join(operand.span, spanIn(context, clause));
  const event = onEvent(context, clause);
  const value = settled(context, operand);
  return {
    node: event === undefined ? errorExpression(span) : { kind: "on", value, event, span },
    span,
    parenthesised: false,
  };
}

function buildPrimary(context: BuildContext, node: CstNode, place: Place): Operand {
  return primary(context, node, place, folded);
}

function onEvent(context: BuildContext, node: CstNode): OnEvent | undefined {
  const token =
    tokenOf(node, "satisfied") ??
    tokenOf(node, "violated") ??
    tokenOf(node, "entered") ??
    tokenOf(node, "rising") ??
    tokenOf(node, "falling") ??
    tokenOf(node, "terminated");
  if (token === undefined) return undefined;
  const whole = spanIn(context, node);
  const span = { ...whole, start: token.startOffset };
  const kind = token.image as OnEvent["kind"];
  switch (kind) {
    case "satisfied":
    case "violated":
      return {
        kind,
        objective: operandExpression(context, nodeOf(node, "operand"), places.expression, behind(span)),
        span,
      };
    case "entered":
    case "rising":
    case "falling":
      return { kind, argument: expression(context, nodeOf(node, "expression"), places.expression, behind(span)), span };
    case "terminated":
      return { kind, span };
  }
}
