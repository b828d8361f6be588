import type { CstNode } from "chevrotain";
import { report } from "../../diagnostics/report.js";
import type { ModelDeclaration, ObjectiveDeclaration, ShapeDeclaration } from "../ast/index.js";
import { argumentList, optionsOf } from "./argument.js";
import { checkClauses } from "./clause-order.js";
import { behind, documentationAt, places, spanIn, type BuildContext } from "./context.js";
import { has, nodeOf, nodesOf, tokenOf } from "./cst.js";
import { bodyOf } from "./definition.js";
import { declaredName, identifier } from "./names.js";
import { typedParameters, typeOf } from "./type.js";

/** `objective NAME = FORMULA with …` */
export function objectiveDeclaration(context: BuildContext, node: CstNode): ObjectiveDeclaration | undefined {
  const span = spanIn(context, node);
  const name = declaredName(context, nodeOf(node, "declaredName"));
  if (name === undefined) return undefined;
  return {
    kind: "objective",
    name,
    parameters: typedParameters(context, nodeOf(node, "parameters")),
    readsSource: has(node, "readsClause"),
    formula: context.expression(context, nodeOf(node, "expression"), places.formula, behind(span)),
    options: optionsOf(context, nodeOf(node, "options")),
    ...documentationAt(context, span.start),
    span,
  };
}

/** `shape potential E`, `shape M by value iteration`, `shape O by progress`. */
export function shapeDeclaration(context: BuildContext, node: CstNode): ShapeDeclaration | undefined {
  const span = spanIn(context, node);
  const form = formOf(context, node);
  if (form === undefined) return undefined;
  const weights = nodesOf(node, "weightClause");
  const intos = nodesOf(node, "intoClause");
  const options = nodesOf(node, "options");
  checkClauses(
    context,
    [
      ...weights.map((one) => ({ name: "weight", span: spanIn(context, one) })),
      ...intos.map((one) => ({ name: "into", span: spanIn(context, one) })),
      ...options.map((one) => ({ name: "with", span: spanIn(context, one) })),
    ],
    ["weight", "into", "with"],
  );
  const [weight] = weights;
  const per = tokenOf(weight, "per");
  if (per !== undefined) {
    context.report(report("misplaced-clause", spanIn(context, per), { clause: "per", where: "in a `shape`" }));
  }
  const into = tokenOf(intos[0], "Name");
  return {
    kind: "shape",
    form,
    ...(weight === undefined ? {} : { weight: bodyOf(context, weight) }),
    ...(into === undefined ? {} : { into: identifier(context, into) }),
    options: optionsOf(context, options[0]),
    ...documentationAt(context, span.start),
    span,
  };
}

function formOf(context: BuildContext, node: CstNode): ShapeDeclaration["form"] | undefined {
  if (has(node, "potential")) return { kind: "potential", potential: bodyOf(context, node) };
  const operand = nodeOf(node, "operand");
  if (operand === undefined) return undefined;
  const subject = context.operand(context, operand, places.expression, behind(spanIn(context, node)));
  if (has(node, "progress")) return { kind: "progress", objective: subject };
  return has(node, "value") ? { kind: "value-iteration", machine: subject } : undefined;
}

/** `model NAME(features): TYPE trained by LOSS with …` */
export function modelDeclaration(context: BuildContext, node: CstNode): ModelDeclaration | undefined {
  const span = spanIn(context, node);
  const name = declaredName(context, nodeOf(node, "declaredName"));
  const type = typeOf(context, nodeOf(node, "typeExpression"));
  if (name === undefined || type === undefined) return undefined;
  return {
    kind: "model",
    name,
    features: argumentList(context, nodeOf(node, "argumentList"), undefined, places.expression),
    type,
    loss: bodyOf(context, node),
    options: optionsOf(context, nodeOf(node, "options")),
    ...documentationAt(context, span.start),
    span,
  };
}
