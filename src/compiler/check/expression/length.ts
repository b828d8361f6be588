import { lookUp } from "../../resolve/index.js";
import type { CallExpression } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { shown } from "../expect.js";
import { report } from "../../diagnostics/report.js";
import { errorAt } from "../make.js";
import { findLocal, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { lengthOf } from "../type/ragged.js";
import type { TypedExpression } from "../typed.js";

/** `length(item)`: how many items an axis has, or the first axis of an array. */
export function* checkLength(
  { arguments: given, span }: CallExpression,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const [subject] = given;
  if (subject === undefined || given.length > 1 || subject.name !== undefined) {
    const what = "what `length` takes";
    context.report(
      scope,
      report("type-mismatch", span, { what, expected: "one axis or one array", found: "something else" }),
    );
    return errorAt(span);
  }
  const { value } = subject;
  if (value.kind === "name" && findLocal(scope, value.name) === undefined) {
    const definition = lookUp(context.unit, value.name, scope.home);
    if (definition?.kind === "axis") {
      const axis = yield* context.axis(definition);
      return axis === undefined ? errorAt(span) : lengthOf(axis, span);
    }
  }
  const array = yield* defer(context.check(value, scope));
  if (array.kind === "error") return errorAt(span);
  const [axis] = array.type.shape;
  if (axis !== undefined) return lengthOf(axis, span);
  const found = { what: "what `length` takes", expected: "an axis or an array", found: shown(array) };
  context.report(scope, report("type-mismatch", value.span, found));
  return errorAt(span);
}
