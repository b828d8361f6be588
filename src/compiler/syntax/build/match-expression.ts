import type { CstNode } from "chevrotain";
import type { Expression, MatchCase, MatchPattern } from "../ast/index.js";
import { argumentPlace, behind, errorExpression, spanIn, spanOr, type BuildContext, type Place } from "./context.js";
import { has, nodeOf, nodesOf } from "./cst.js";
import { inheritMarks, valueOnly } from "./formula-marks.js";
import { rangeOf } from "./range.js";

/** `match x { Math -> a, >= 0.9 -> b, else -> c }` */
export function matchExpression(context: BuildContext, node: CstNode, place: Place): Expression {
  const span = spanIn(context, node);
  const inner = argumentPlace(place);
  const subject = valueOnly(
    context,
    context.expression(context, nodeOf(node, "expression"), inner, behind(span)),
    "the subject of `match`",
  );
  const cases = nodesOf(node, "matchCase").map((one): MatchCase => {
    const whole = spanOr(context, one, behind(span));
    const pattern = patternOf(context, nodeOf(one, "pattern"), { ...inner, kind: "expression" }, whole.start);
    return {
      pattern,
      value: context.expression(context, nodeOf(one, "expression"), inner, behind(whole)),
      span: whole,
    };
  });
  return inheritMarks(
    context,
    { kind: "match", subject, cases, span },
    cases.map((one) => one.value),
  );
}

type Comparison = Extract<MatchPattern, { kind: "compare-pattern" }>["operator"];

function patternOf(context: BuildContext, node: CstNode | undefined, place: Place, start: number): MatchPattern {
  const missing = { file: context.source.path, start, end: start };
  const span = spanOr(context, node, missing);
  if (node === undefined) return { kind: "value-pattern", value: errorExpression(missing), span: missing };
  if (has(node, "else")) return { kind: "else-pattern", span };
  const value = (): Expression => context.expression(context, nodeOf(node, "expression"), place, behind(span));
  const comparison = nodeOf(node, "comparison");
  if (comparison !== undefined) {
    const operator = context.source.slice(spanIn(context, comparison)) as Comparison;
    return { kind: "compare-pattern", operator, value: value(), span };
  }
  if (has(node, "in")) {
    const { low, high } = rangeOf(context, nodeOf(node, "range"), place, behind(span));
    return { kind: "in-pattern", low, high, span };
  }
  return { kind: "value-pattern", value: value(), span };
}
