import type { UnaryExpression } from "../../syntax/ast/index.js";
import { numeric } from "../../builtins/typing/types.js";
import type { Context } from "../context.js";
import { expectBoolean, expectNumber } from "../expect.js";
import { errorAt, numberConstant, unary } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { intervalOf, rangeFrom } from "../type/interval.js";
import { constant } from "../make.js";
import type { TypedExpression, ValueType } from "../typed.js";

/** `-x` and `not p`. */
export function* checkUnary(expression: UnaryExpression, scope: Scope, context: Context): Checking<TypedExpression> {
  const operand = yield* defer(context.check(expression.operand, scope));
  if (expression.operator === "not") {
    const value = expectBoolean(operand, "what `not` takes", scope, context);
    return value.kind === "error"
      ? errorAt(expression.span)
      : unary("not", value, { element: "bool", shape: value.type.shape }, expression.span);
  }
  const value = expectNumber(operand, "what `-` takes", scope, context);
  if (value.kind === "error") return errorAt(expression.span);
  return value.kind === "constant" && value.type.shape.length === 0
    ? negated(value, expression)
    : unary("negate", value, negatedType(value.type), expression.span);
}

/** A literal keeps being one: `-2` is a constant like `2`. */
function negated(value: Extract<TypedExpression, { kind: "constant" }>, expression: UnaryExpression): TypedExpression {
  const [number = 0] = value.value;
  if (value.type.element === "bool") return numberConstant(-number, "int", expression.span);
  return constant([-number], negatedType(value.type), expression.span);
}

function negatedType(type: ValueType): ValueType {
  const [low, high] = intervalOf(type);
  return numeric(type.element === "float" ? "float" : "int", type.shape, {
    unit: type.unit,
    range: rangeFrom([-high, -low]),
  });
}
