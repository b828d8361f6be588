import { describeType } from "../../builtins/typing/types.js";
import { report } from "../../diagnostics/report.js";
import type { BinaryFunction } from "../../ir/node.js";
import type { Span } from "../../source/span.js";
import type { Context } from "../context.js";
import { shown } from "../expect.js";
import { binary, errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import { isNumeric, sameMembers } from "../type/element.js";
import type { TypedExpression } from "../typed.js";
import { isDuration, stepsOf } from "./duration.js";
import { fit, fitUnits, sameOrder } from "./fit.js";

export type ComparisonOperator = "==" | "!=" | "<" | "<=" | ">" | ">=";

const functions: Readonly<Record<ComparisonOperator, BinaryFunction>> = {
  "==": "equal",
  "!=": "not-equal",
  "<": "less",
  "<=": "less-equal",
  ">": "greater",
  ">=": "greater-equal",
};

/** Numbers with numbers, enums with the same enum, a number of steps with a time. Element by element; the result is boolean. */
export function compare(
  operator: ComparisonOperator,
  first: TypedExpression,
  second: TypedExpression,
  span: Span,
  scope: Scope,
  context: Context,
): TypedExpression {
  if (first.kind === "error" || second.kind === "error") return errorAt(span);
  if (!comparable(operator, first, second, span, scope, context)) return errorAt(span);
  const operands = isDuration(first) || isDuration(second) ? durations(first, second, scope, context) : [first, second];
  const aligned = fit(operands, span, scope, context);
  const [left, right] = aligned?.values ?? [];
  if (aligned === undefined || left === undefined || right === undefined) return errorAt(span);
  if (!fitUnits([left, right], span, scope, context)) return errorAt(span);
  return binary(functions[operator], left, right, { element: "bool", shape: aligned.shape }, span);
}

/** A time beside a number of steps becomes steps. */
function durations(
  first: TypedExpression,
  second: TypedExpression,
  scope: Scope,
  context: Context,
): readonly TypedExpression[] {
  return [first, second].map((value) => (isDuration(value) ? value : stepsOf(value, scope, context)));
}

function comparable(
  operator: ComparisonOperator,
  first: TypedExpression,
  second: TypedExpression,
  span: Span,
  scope: Scope,
  context: Context,
): boolean {
  const [left, right] = [first.type, second.type];
  const ordered = operator !== "==" && operator !== "!=";
  if (left.element === "enum" && right.element === "enum" && !ordered) {
    if (sameMembers(left, right)) return true;
    context.report(scope, report("different-enums", span, { left: shown(first), right: shown(second) }));
    return false;
  }
  if (isNumeric(left) && isNumeric(right)) return sameOrder(first, second, span, scope, context);
  const note = ordered && left.element === "enum" ? { notes: ["the members of an enum have no order"] } : {};
  context.report(
    scope,
    report("incomparable", span, { left: `\`${describeType(left)}\``, right: `\`${describeType(right)}\`` }, note),
  );
  return false;
}
