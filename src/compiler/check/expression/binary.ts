import type { BinaryExpression, Expression } from "../../syntax/ast/index.js";
import { unreachable } from "../../unreachable.js";
import type { Context } from "../context.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpression, ValueType } from "../typed.js";
import { checkArithmetic } from "./arithmetic.js";
import { compare } from "./comparison.js";
import { checkLogic } from "./logic.js";
import { isUnknownName } from "./name.js";

/** An operator between two operands. In `kind == Math` the side that has a type says which enum `Math` is a member of. */
export function* checkBinary(expression: BinaryExpression, scope: Scope, context: Context): Checking<TypedExpression> {
  const { operator, span } = expression;
  switch (operator) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
    case "^": {
      const left = yield* defer(context.check(expression.left, scope));
      const right = yield* defer(context.check(expression.right, scope));
      return checkArithmetic(operator, left, right, span, scope, context);
    }
    case "and":
    case "or":
    case "xor":
    case "implies":
    case "iff": {
      const left = yield* defer(context.check(expression.left, scope));
      const right = yield* defer(context.check(expression.right, scope));
      return checkLogic(operator, left, right, span, scope, context);
    }
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=": {
      const [left, right] = yield* checkSides(expression.left, expression.right, scope, context);
      return compare(operator, left, right, span, scope, context);
    }
    default:
      return unreachable(operator);
  }
}

/** Both sides of an equation; one that may be the member of an enum is checked after the other. */
export function* checkSides(
  first: Expression,
  second: Expression,
  scope: Scope,
  context: Context,
): Checking<readonly [TypedExpression, TypedExpression]> {
  if (needsEnum(first, scope, context) && !needsEnum(second, scope, context)) {
    const right = yield* defer(context.check(second, scope));
    const left = yield* defer(context.check(first, scope, enumOf(right)));
    return [left, right];
  }
  const left = yield* defer(context.check(first, scope));
  const right = yield* defer(context.check(second, scope, enumOf(left)));
  return [left, right];
}

/** Whether an expression makes sense only where the members of an enum are seen. */
function needsEnum(expression: Expression, scope: Scope, context: Context): boolean {
  switch (expression.kind) {
    case "if":
      return isUnknownName(expression.then, scope, context);
    case "match":
      return expression.cases.some(({ value }) => isUnknownName(value, scope, context));
    default:
      return isUnknownName(expression, scope, context);
  }
}

/** The enum whose members are seen beside `value`; after an error every name is let pass. */
export function enumOf(value: TypedExpression): ValueType | undefined {
  if (value.kind === "error") return { element: "enum", members: [], shape: [] };
  return value.type.element === "enum" ? value.type : undefined;
}
