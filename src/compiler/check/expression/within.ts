import type { Span } from "../../source/span.js";
import type { InExpression } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpression } from "../typed.js";
import { compare } from "./comparison.js";
import { checkLogic } from "./logic.js";

/** `x in [low, high]`, both ends included. */
export function* checkIn(expression: InExpression, scope: Scope, context: Context): Checking<TypedExpression> {
  const value = yield* defer(context.check(expression.value, scope));
  const low = yield* defer(context.check(expression.low, scope));
  const high = yield* defer(context.check(expression.high, scope));
  return within(value, low, high, expression.span, scope, context);
}

export function within(
  value: TypedExpression,
  low: TypedExpression,
  high: TypedExpression,
  span: Span,
  scope: Scope,
  context: Context,
): TypedExpression {
  const above = compare(">=", value, low, span, scope, context);
  const below = compare("<=", value, high, span, scope, context);
  return checkLogic("and", above, below, span, scope, context);
}
