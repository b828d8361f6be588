import type { Span } from "../../source/span.js";
import type { Context } from "../context.js";
import { expectBoolean } from "../expect.js";
import { binary, errorAt, unary } from "../make.js";
import type { Scope } from "../scope.js";
import type { TypedExpression, ValueType } from "../typed.js";
import { fit } from "./fit.js";

export type LogicalOperator = "and" | "or" | "xor" | "implies" | "iff";

/** Booleans combined element by element; `p implies q` is `not p or q`. */
export function checkLogic(
  operator: LogicalOperator,
  first: TypedExpression,
  second: TypedExpression,
  span: Span,
  scope: Scope,
  context: Context,
): TypedExpression {
  const operands = [first, second].map((value) => expectBoolean(value, `what \`${operator}\` takes`, scope, context));
  const aligned = fit(operands, span, scope, context);
  const [left, right] = aligned?.values ?? [];
  if (aligned === undefined || left === undefined || right === undefined) return errorAt(span);
  const type: ValueType = { element: "bool", shape: aligned.shape };
  switch (operator) {
    case "and":
    case "or":
    case "xor":
      return binary(operator, left, right, type, span);
    case "implies":
      return binary(
        "or",
        unary("not", left, { element: "bool", shape: left.type.shape }, left.span),
        right,
        type,
        span,
      );
    case "iff":
      return unary("not", binary("xor", left, right, type, span), type, span);
  }
}
