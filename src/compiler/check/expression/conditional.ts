import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { IfExpression } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { expectBoolean, shown } from "../expect.js";
import { cast, errorAt, select } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { isNumeric, joinUnits, sameMembers } from "../type/element.js";
import { intervalOf, rangeFrom, union } from "../type/interval.js";
import type { TypedExpression, ValueType } from "../typed.js";
import { enumOf } from "./binary.js";
import { fit, fitUnits, sameOrder } from "./fit.js";

/** `if c then a else b`: both sides are evaluated and one is taken; a single condition takes whole arrays. */
export function* checkIf(
  expression: IfExpression,
  scope: Scope,
  context: Context,
  expected?: ValueType,
): Checking<TypedExpression> {
  const condition = expectBoolean(
    yield* defer(context.check(expression.condition, scope)),
    "a condition",
    scope,
    context,
  );
  const then = yield* defer(context.check(expression.then, scope, expected));
  const otherwise = yield* defer(context.check(expression.else, scope, expected ?? enumOf(then)));
  return choose(condition, then, otherwise, expression.span, scope, context);
}

/** One of two values of one type. */
export function choose(
  condition: TypedExpression,
  first: TypedExpression,
  second: TypedExpression,
  span: Span,
  scope: Scope,
  context: Context,
): TypedExpression {
  const aligned = fit([condition, first, second], span, scope, context);
  const [test, then, otherwise] = aligned?.values ?? [];
  if (aligned === undefined || test === undefined || then === undefined || otherwise === undefined)
    return errorAt(span);
  if (!fitUnits([then, otherwise], span, scope, context) || !sameOrder(then, otherwise, span, scope, context))
    return errorAt(span);
  const element = elementOf(then, otherwise);
  if (element === undefined) {
    context.report(
      scope,
      report(
        "type-mismatch",
        second.span,
        { what: "both sides of a choice", expected: `of one type, ${shown(first)}`, found: shown(second) },
        {
          related: [{ span: first.span, label: `this is ${shown(first)}` }],
        },
      ),
    );
    return errorAt(span);
  }
  const [a, b] =
    element === "bool" || element === "enum" || element === "string"
      ? [then, otherwise]
      : [cast(then, element), cast(otherwise, element)];
  const range =
    element === "bool" || element === "enum"
      ? undefined
      : rangeFrom(union(intervalOf(then.type), intervalOf(otherwise.type)));
  const unit = joinUnits(then.type.unit, otherwise.type.unit);
  const type: ValueType = {
    element,
    shape: aligned.shape,
    ...(element === "enum" ? { members: then.type.members ?? [] } : {}),
    ...(range === undefined ? {} : { range }),
    ...(unit === undefined ? {} : { unit }),
    ...(then.type.quaternion !== undefined && then.type.quaternion === otherwise.type.quaternion
      ? { quaternion: then.type.quaternion }
      : {}),
    ...(then.type.duration === true && otherwise.type.duration === true ? { duration: true } : {}),
  };
  return select(test, a, b, type, span);
}

/** The element type that two values have in common. */
export function elementOf(first: TypedExpression, second: TypedExpression): ValueType["element"] | undefined {
  const [left, right] = [first.type.element, second.type.element];
  if (left === "enum" && right === "enum") return sameMembers(first.type, second.type) ? "enum" : undefined;
  if (!isNumeric(first.type) || !isNumeric(second.type)) return undefined;
  return left === right ? left : left === "float" || right === "float" ? "float" : "int";
}
