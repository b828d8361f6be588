import type { CstNode } from "chevrotain";
import { report } from "../../diagnostics/report.js";
import { join, type Span } from "../../source/span.js";
import type { Argument, Expression } from "../ast/index.js";
import {
  argumentPlace,
  behind,
  errorExpression,
  places,
  spanIn,
  spanOr,
  type BuildContext,
  type Place,
} from "./context.js";
import { nodeOf, nodesOf, tokenOf, tokensOf } from "./cst.js";
import { valueOnly } from "./formula-marks.js";
import { identifier } from "./names.js";

/** The arguments between parentheses; `callee` is the function's name where it is a plain one. */
export function argumentList(
  context: BuildContext,
  node: CstNode | undefined,
  callee: string | undefined,
  place: Place,
): Argument[] {
  const list = nodesOf(node, "argument").map((one) => argument(context, one, place));
  for (const one of list) {
    const { kind } = one.value;
    if (kind === "terms" && list.length > 1)
      context.report(report("argument-not-alone", one.span, { argument: "`terms`" }));
    // `empty: 0` and its like are named; the axis is that of the comprehension.
    const beside = list.filter((other) => other !== one && (other.name === undefined || other.name.name === "axis"));
    if (kind === "comprehension" && beside.length > 0)
      context.report(report("argument-not-alone", one.span, { argument: "a comprehension" }));
    if (kind === "piecewise" && callee !== "schedule") {
      context.report(report("misplaced-argument", one.span, { argument: "piecewise", callee: "schedule" }));
    }
  }
  return list;
}

function argument(context: BuildContext, node: CstNode, place: Place): Argument {
  const span = spanOr(context, node, { file: context.source.path, start: 0, end: 0 });
  const name = tokenOf(node, "Word");
  return {
    ...(name === undefined ? {} : { name: identifier(context, name) }),
    value: valueOf(context, node, place, span),
    span,
  };
}

function valueOf(context: BuildContext, node: CstNode, place: Place, span: Span): Expression {
  const inner = argumentPlace(place);
  const given = context.expression(context, nodeOf(node, "expression"), inner, behind(span));
  const whole = given.kind === "terms" || given.kind === "piecewise";
  const value = whole ? given : valueOnly(context, given, "an argument");
  const loop = nodeOf(node, "comprehension");
  return loop === undefined ? value : comprehension(context, loop, value, inner);
}

function comprehension(context: BuildContext, node: CstNode, body: Expression, place: Place): Expression {
  const span = spanIn(context, node);
  const [first, second] = tokensOf(node, "Name").map((token) => identifier(context, token));
  const item = second ?? first;
  const whole = join(body.span, span);
  if (item === undefined) return errorExpression(whole);
  const source = valueOnly(
    context,
    context.expression(context, nodeOf(node, "expression"), place, behind(span)),
    "what a comprehension ranges over",
  );
  return {
    kind: "comprehension",
    body,
    ...(second === undefined || first === undefined ? {} : { index: first }),
    item,
    source,
    span: whole,
  };
}

/** `piecewise { at: value, … }` */
export function piecewise(context: BuildContext, node: CstNode, place: Place): Expression {
  const span = spanIn(context, node);
  const points = nodesOf(node, "point").map((point): readonly [Expression, Expression] => {
    const [at, value] = nodesOf(point, "expression");
    const part = (one: CstNode | undefined): Expression => context.expression(context, one, place, behind(span));
    return [part(at), part(value)];
  });
  return { kind: "piecewise", points, span };
}

/** `with name: value, …` */
export function optionsOf(
  context: BuildContext,
  node: CstNode | undefined,
  place: Place = places.expression,
): Argument[] {
  return nodesOf(node, "namedOption").flatMap((one) => {
    const name = tokenOf(one, "Word");
    const span = spanOr(context, one, { file: context.source.path, start: 0, end: 0 });
    if (name === undefined) return [];
    return [
      {
        name: identifier(context, name),
        value: context.expression(context, nodeOf(one, "expression"), place, behind(span)),
        span,
      },
    ];
  });
}
