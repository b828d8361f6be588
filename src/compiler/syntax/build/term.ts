import type { CstNode } from "chevrotain";
import { report } from "../../diagnostics/report.js";
import type { Expression, TermDeclaration, TermsDeclaration } from "../ast/index.js";
import { checkClauses } from "./clause-order.js";
import { behind, documentationAt, places, spanIn, type BuildContext } from "./context.js";
import { has, nodeOf, nodesOf, partsOf, startOf, tokenOf } from "./cst.js";
import { letDeclaration } from "./definition.js";
import { declaredName } from "./names.js";
import { rangeOf } from "./range.js";
import { typedParameters } from "./type.js";

/** `primary term NAME weight W per s when GUARD = EXPR clip [lo, hi]` */
export function termDeclaration(context: BuildContext, node: CstNode): TermDeclaration | undefined {
  const span = spanIn(context, node);
  const name = declaredName(context, nodeOf(node, "declaredName"));
  if (name === undefined) return undefined;
  const weight = nodeOf(node, "weightClause");
  const when = nodeOf(node, "whenClause");
  checkClauses(
    context,
    [
      ...nodesOf(node, "weightClause").map((one) => ({ name: "weight", span: spanIn(context, one) })),
      ...nodesOf(node, "whenClause").map((one) => ({ name: "when", span: spanIn(context, one) })),
    ],
    ["weight", "when"],
  );
  const part = (parent: CstNode): Expression =>
    context.expression(context, nodeOf(parent, "expression"), places.expression, behind(spanIn(context, parent)));
  const clip = nodeOf(node, "range");
  return {
    kind: "term",
    primary: has(node, "primary"),
    name,
    ...(weight === undefined ? {} : { weight: part(weight) }),
    perSecond: weight !== undefined && perSecond(context, weight),
    ...(when === undefined ? {} : { when: part(when) }),
    body: part(node),
    ...(clip === undefined ? {} : { clip: rangeOf(context, clip, places.expression, behind(span)) }),
    ...documentationAt(context, span.start),
    span,
  };
}

/** Whether `per s` follows the weight; nothing else can. */
export function perSecond(context: BuildContext, weight: CstNode): boolean {
  const unit = tokenOf(weight, "Name");
  if (unit === undefined) return false;
  if (unit.image !== "s") {
    context.report(
      report("unexpected-token", spanIn(context, unit), {
        found: `\`${unit.image}\``,
        expected: "`s`, since a weight counts per second",
      }),
    );
  }
  return true;
}

/** `terms NAME(parameters) { … }` */
export function termsDeclaration(context: BuildContext, node: CstNode): TermsDeclaration | undefined {
  const span = spanIn(context, node);
  const name = declaredName(context, nodeOf(node, "declaredName"));
  if (name === undefined) return undefined;
  const build = { termDeclaration, termsDeclaration, letDeclaration };
  const members = partsOf(node).flatMap((part) => {
    if (!("children" in part) || Number.isNaN(startOf(part))) return [];
    const make = build[part.name as keyof typeof build];
    return make?.(context, part) ?? [];
  });
  return {
    kind: "terms",
    name,
    parameters: typedParameters(context, nodeOf(node, "parameters")),
    members,
    ...documentationAt(context, span.start),
    span,
  };
}
