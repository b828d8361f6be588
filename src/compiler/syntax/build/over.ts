import type { CstNode } from "chevrotain";
import { report } from "../../diagnostics/report.js";
import { join, type Span } from "../../source/span.js";
import type { Expression, Identifier, OverExpression, Scope } from "../ast/index.js";
import { argumentPlace, behind, errorExpression, spanIn, type BuildContext, type Place } from "./context.js";
import { has, nodeOf, tokenOf, tokensOf } from "./cst.js";
import { valueOnly } from "./formula-marks.js";
import { numberLiteral } from "./literal.js";
import { identifier } from "./names.js";
import { describe, type Operand } from "./operand-value.js";
import { conditionOf } from "./sequence.js";

/** `f(x) over SCOPE by PATH where p except self` */
export function overExpression(
  context: BuildContext,
  node: CstNode,
  operand: Operand,
  place: Place,
  span: Span,
): Expression {
  const value = valueOnly(context, conditionOf(context, operand, "over"), "what `over` aggregates");
  const isLength = value.kind === "name" && value.name === "length";
  if (value.kind !== "call" && !isLength && value.kind !== "error") {
    context.report(
      report(
        "not-an-aggregation",
        operand.span,
        { clause: "over", found: describe(value), expected: "the call of an aggregator" },
        {
          help: "name the aggregator, as in `mean(x) over episode`",
        },
      ),
    );
  }
  const scope = scopeOf(context, node, place);
  if (scope === undefined) return errorExpression(span);
  const by = pathOf(context, nodeOf(node, "path"));
  const where = nodeOf(node, "where_operand");
  return {
    kind: "over",
    value,
    scope,
    ...(by === undefined ? {} : { by }),
    ...(where === undefined ? {} : { where: clauseOperand(context, where, place, "a filter") }),
    exceptSelf: has(node, "self"),
    span,
  } satisfies OverExpression;
}

function clauseOperand(context: BuildContext, node: CstNode, place: Place, what: string): Expression {
  return valueOnly(context, context.operand(context, node, argumentPlace(place), behind(spanIn(context, node))), what);
}

function scopeOf(context: BuildContext, node: CstNode, place: Place): Scope | undefined {
  const past = tokenOf(node, "past");
  if (past !== undefined) {
    const after = nodeOf(node, "after_operand");
    const span = spanIn(context, past);
    if (after === undefined) return { kind: "past", span };
    return {
      kind: "past",
      after: clauseOperand(context, after, place, "a condition"),
      span: join(span, spanIn(context, after)),
    };
  }
  const last = tokenOf(node, "last");
  if (last !== undefined) {
    const number = tokenOf(node, "Number");
    const name = tokenOf(node, "count");
    const count: Expression =
      number !== undefined
        ? numberLiteral(context, number)
        : name !== undefined
          ? { kind: "name", ...identifier(context, name) }
          : errorExpression(behind(spanIn(context, last)));
    return { kind: "last", count, span: join(spanIn(context, last), count.span) };
  }
  const name = tokenOf(node, "scope_name");
  return name === undefined
    ? undefined
    : { kind: "named", name: identifier(context, name), span: spanIn(context, name) };
}

/** The names of a `path` node; absent where the node is. */
export function pathOf(context: BuildContext, node: CstNode | undefined): Identifier[] | undefined {
  if (node === undefined) return undefined;
  return [...tokensOf(node, "Name"), ...tokensOf(node, "Word")].map((token) => identifier(context, token));
}

/** `place(x) at end of S` */
export function placeExpression(context: BuildContext, node: CstNode, operand: Operand, span: Span): Expression {
  const { node: call } = operand;
  const scope = tokenOf(node, "Name");
  const [argument, ...more] =
    call.kind === "call" && call.callee.kind === "name" && call.callee.name === "place" ? call.arguments : [];
  if (argument === undefined || argument.name !== undefined || more.length > 0) {
    if (call.kind !== "error") {
      context.report(
        report("not-an-aggregation", operand.span, {
          clause: "at end of",
          found: describe(call),
          expected: "`place(x)`",
        }),
      );
    }
    return errorExpression(span);
  }
  return scope === undefined
    ? errorExpression(span)
    : { kind: "place", value: argument.value, scope: identifier(context, scope), span };
}
