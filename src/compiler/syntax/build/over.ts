import type { CstNode, IToken } from "chevrotain";
import { report } from "../../diagnostics/report.js";
import { join, type Span } from "../../source/span.js";
import type { Expression, Identifier, Scope } from "../ast/index.js";
import { argumentPlace, behind, errorExpression, spanIn, type BuildContext, type Place } from "./context.js";
import { tokenOf, tokensOf } from "./cst.js";
import { valueOnly } from "./formula-marks.js";
import { numberLiteral } from "./literal.js";
import { identifier } from "./names.js";
import { describe, type Folded, type Operand } from "./operand-value.js";
import { conditionOf } from "./sequence.js";

/** `f(x) over SCOPE`; the clauses behind it are added one by one. */
export function overExpression(
  context: BuildContext,
  node: CstNode | undefined,
  operand: Operand,
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
  const scope = scopeOf(context, node);
  return scope === undefined ? errorExpression(span) : { kind: "over", value, scope, exceptSelf: false, span };
}

/** `… over past after p`, `… over SCOPE where p` */
export function withCondition(
  context: BuildContext,
  kind: "after" | "where",
  operand: Operand,
  clause: CstNode | undefined,
  place: Place,
  span: Span,
): Folded {
  const over = operand.node;
  if (over.kind !== "over") return over;
  const built = context.operand(context, clause, argumentPlace(place), behind(span));
  const condition = valueOnly(context, built, kind === "after" ? "a condition" : "a filter");
  if (kind === "where") return { ...over, where: condition, span };
  const { scope } = over;
  return scope.kind === "past"
    ? { ...over, scope: { ...scope, after: condition, span: { ...scope.span, end: span.end } }, span }
    : over;
}

/** `… over SCOPE by PATH` */
export function withPath(context: BuildContext, operand: Operand, path: CstNode | undefined, span: Span): Folded {
  const over = operand.node;
  const by = pathOf(context, path);
  return over.kind === "over" && by !== undefined ? { ...over, by, span } : over;
}

/** `… over SCOPE except self` */
export function withoutSelf(operand: Operand, span: Span): Folded {
  const over = operand.node;
  return over.kind === "over" ? { ...over, exceptSelf: true, span } : over;
}

function scopeOf(context: BuildContext, node: CstNode | undefined): Scope | undefined {
  const past = tokenOf(node, "past");
  if (past !== undefined) return { kind: "past", span: spanIn(context, past) };
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
export function placeExpression(
  context: BuildContext,
  operand: Operand,
  scope: IToken | undefined,
  span: Span,
): Expression {
  const { node: call } = operand;
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
