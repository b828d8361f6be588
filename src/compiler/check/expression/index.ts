import type { Expression } from "../../syntax/ast/index.js";
import { report } from "../../diagnostics/report.js";
import { unreachable } from "../../unreachable.js";
import type { Context } from "../context.js";
import { booleanConstant, constant, errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import type { Checking } from "../task.js";
import type { TypedExpression, ValueType } from "../typed.js";
import { checkBinary } from "./binary.js";
import { checkCall } from "./call.js";
import { expand } from "./comprehension.js";
import { checkIf } from "./conditional.js";
import { checkField } from "./field.js";
import { checkIndex } from "./indexing.js";
import { checkNumber } from "./literal.js";
import { checkMatch } from "./match.js";
import { checkName } from "./name.js";
import { checkOn } from "./on.js";
import { checkOver } from "./over.js";
import { checkPlace } from "./trajectory.js";
import { checkUnary } from "./unary.js";
import { checkVector } from "./vector.js";
import { checkIn } from "./within.js";

/** The type, rate and value of an expression: one rule for each kind. Enum members are seen where an enum is `expected`. */
export function* checkExpression(
  expression: Expression,
  scope: Scope,
  context: Context,
  expected?: ValueType,
): Checking<TypedExpression> {
  const { span } = expression;
  switch (expression.kind) {
    case "number":
      return checkNumber(expression, scope, context);
    case "boolean":
      return booleanConstant(expression.value, span);
    case "string":
      return constant([], { element: "string", shape: [] }, span);
    case "name":
      return yield* checkName(expression, scope, context, expected);
    case "field":
      return yield* checkField(expression, scope, context);
    case "index":
      return yield* checkIndex(expression, scope, context);
    case "call":
      return yield* checkCall(expression, scope, context);
    case "vector":
      return yield* checkVector(expression, scope, context, expected);
    case "unary":
      return yield* checkUnary(expression, scope, context);
    case "binary":
      return yield* checkBinary(expression, scope, context);
    case "in":
      return yield* checkIn(expression, scope, context);
    case "if":
      return yield* checkIf(expression, scope, context, expected);
    case "match":
      return yield* checkMatch(expression, scope, context, expected);
    case "comprehension":
      return yield* expand(expression, scope, context);
    case "over":
      return yield* checkOver(expression, scope, context);
    case "on":
      return yield* checkOn(expression, scope, context);
    case "terms":
      context.report(scope, report("misplaced-terms", span, {}, { help: "write `sum(terms)`" }));
      return errorAt(span);
    case "place":
      return yield* checkPlace(expression, scope, context);
    case "piecewise":
      context.notYet(scope, "`piecewise`", span);
      return errorAt(span);
    case "temporal-unary":
    case "temporal-binary":
    case "last-step":
    case "sequence":
    case "pattern":
    case "achieve":
    case "ensuring":
    case "task-then":
    case "task-or":
      context.notYet(scope, "a temporal formula", span);
      return errorAt(span);
    case "error":
      return errorAt(span);
    default:
      return unreachable(expression);
  }
}
