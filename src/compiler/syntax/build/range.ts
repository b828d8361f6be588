import type { CstNode } from "chevrotain";
import type { Span } from "../../source/span.js";
import type { Expression } from "../ast/index.js";
import { argumentPlace, behind, spanOr, type BuildContext, type Place } from "./context.js";
import { nodesOf } from "./cst.js";
import { valueOnly } from "./formula-marks.js";

/** `[low, high]`; ends that are missing are error expressions. */
export function rangeOf(
  context: BuildContext,
  node: CstNode | undefined,
  place: Place,
  fallback: Span,
): { readonly low: Expression; readonly high: Expression; readonly span: Span } {
  const span = spanOr(context, node, fallback);
  const [low, high] = nodesOf(node, "expression");
  const end = (expression: CstNode | undefined): Expression =>
    valueOnly(
      context,
      context.expression(context, expression, argumentPlace(place), behind(span)),
      "the end of a range",
    );
  return { low: end(low), high: end(high), span };
}
