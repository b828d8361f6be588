import { numeric } from "../../builtins/typing/types.js";
import { multiplyUnits, powerOfUnit } from "../../builtins/typing/units.js";
import { report } from "../../diagnostics/report.js";
import type { BinaryFunction } from "../../ir/node.js";
import type { Span } from "../../source/span.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import { expectNumber } from "../expect.js";
import { binary, errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import { joinUnits } from "../type/element.js";
import { combine, intervalOf, rangeFrom } from "../type/interval.js";
import type { Dimension, TypedExpression } from "../typed.js";
import { fit, fitUnits, sameOrder } from "./fit.js";

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "^";

const functions: Readonly<Record<ArithmeticOperator, BinaryFunction>> = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "%": "modulo",
  "^": "power",
};

/** Numbers combined element by element. `int / int` is real division; sums need one unit, products multiply units. */
export function checkArithmetic(
  operator: ArithmeticOperator,
  first: TypedExpression,
  second: TypedExpression,
  span: Span,
  scope: Scope,
  context: Context,
): TypedExpression {
  const operands = [first, second].map((value) => expectNumber(value, `what \`${operator}\` takes`, scope, context));
  const aligned = fit(operands, span, scope, context);
  const [left, right] = aligned?.values ?? [];
  if (aligned === undefined || left === undefined || right === undefined) return errorAt(span);
  if ((operator === "+" || operator === "-") && !sameOrder(left, right, span, scope, context)) return errorAt(span);
  const unit = unitOfResult(operator, left, right, span, scope, context);
  if (unit === "error") return errorAt(span);
  const whole = left.type.element !== "float" && right.type.element !== "float" && operator !== "/" && operator !== "^";
  const range = rangeFrom(combine(operator, intervalOf(left.type), intervalOf(right.type)));
  const type = numeric(whole ? "int" : "float", aligned.shape, { unit, range });
  const steps =
    whole && (operator === "+" || operator === "-") && (left.type.duration === true || right.type.duration === true);
  return binary(functions[operator], left, right, steps ? { ...type, duration: true } : type, span);
}

function unitOfResult(
  operator: ArithmeticOperator,
  left: TypedExpression,
  right: TypedExpression,
  span: Span,
  scope: Scope,
  context: Context,
): Dimension | undefined | "error" {
  const [first, second] = [left.type.unit, right.type.unit];
  switch (operator) {
    case "+":
    case "-":
    case "%":
      return fitUnits([left, right], span, scope, context) ? joinUnits(first, second) : "error";
    case "*":
      return isPlainNumber(left) ? second : isPlainNumber(right) ? first : multiplyUnits(first, second);
    case "/":
      return isPlainNumber(right)
        ? first
        : isPlainNumber(left)
          ? multiplyUnits({ m: 0, s: 0, rad: 0, kg: 0 }, second, -1)
          : multiplyUnits(first, second, -1);
    case "^": {
      const exponent = first === undefined ? undefined : evaluate(right)?.[0];
      if (second !== undefined && !isDimensionless(second)) {
        context.report(scope, report("unit-mismatch", right.span, { left: "1", right: "an exponent with a unit" }));
        return "error";
      }
      return exponent === undefined ? undefined : powerOfUnit(first, exponent);
    }
  }
}

/** A literal without unit is a pure number; a signal without unit may have any. */
function isPlainNumber(value: TypedExpression): boolean {
  return value.kind === "constant" && value.type.unit === undefined;
}

function isDimensionless(unit: Dimension): boolean {
  return unit.m === 0 && unit.s === 0 && unit.kg === 0;
}
