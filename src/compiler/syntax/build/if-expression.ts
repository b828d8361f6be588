import type { CstNode } from "chevrotain";
import { report } from "../../diagnostics/report.js";
import { join, type Span } from "../../source/span.js";
import type { Expression } from "../ast/index.js";
import { argumentPlace, behind, errorExpression, spanIn, type BuildContext, type Place } from "./context.js";
import { nodeOf, nodesOf } from "./cst.js";
import { inheritMarks } from "./formula-marks.js";

/** `if a then b else if c then d else e`, from the last branch backwards. */
export function ifExpression(context: BuildContext, node: CstNode, place: Place): Expression {
  const span = spanIn(context, node);
  const inner = argumentPlace(place);
  const last = nodeOf(node, "expression");
  let otherwise =
    last === undefined ? missingElse(context, span) : context.expression(context, last, inner, behind(span));
  for (const branch of nodesOf(node, "ifBranch").reverse()) {
    const from = spanIn(context, branch);
    const condition = context.expression(context, nodeOf(branch, "condition"), inner, behind(from));
    const then = context.expression(context, nodeOf(branch, "branch"), inner, behind(from));
    const whole = join(from, span);
    otherwise = inheritMarks(
      context,
      { kind: "if", condition, then, else: otherwise, span: { ...whole, start: from.start } },
      [condition, then, otherwise],
    );
  }
  return otherwise;
}

function missingElse(context: BuildContext, span: Span): Expression {
  if (!context.isBroken(span)) {
    context.report(
      report(
        "missing-else",
        { ...span, end: span.start + "if".length },
        {},
        {
          label: "has no `else`",
          fixes: [{ title: "add `else 0`", edits: [{ span: behind(span), text: " else 0" }], applicability: "maybe" }],
        },
      ),
    );
  }
  return errorExpression(behind(span));
}
