import { report } from "../../diagnostics/report.js";
import type { NumberLiteral } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { constant, errorAt, numberConstant } from "../make.js";
import type { Scope } from "../scope.js";
import { unitOf } from "../type/units.js";
import type { TypedExpression } from "../typed.js";

/** `1` is an int, `0.5` and `1e3` are floats; `30 deg` is a float in SI units. */
export function checkNumber(literal: NumberLiteral, scope: Scope, context: Context): TypedExpression {
  if (literal.unit === undefined)
    return numberConstant(literal.value, isWhole(literal) ? "int" : "float", literal.span);
  const unit = unitOf(literal.unit);
  if (unit === undefined) {
    const words = literal.unit.factors.map(([name]) => name).join("·");
    context.report(scope, report("counting-unit", literal.unit.span, { unit: words }));
    return errorAt(literal.span);
  }
  const value = literal.value * unit.scale;
  return constant([value], { element: "float", shape: [], range: [value, value], unit: unit.dimension }, literal.span);
}

function isWhole(literal: NumberLiteral): boolean {
  return Number.isSafeInteger(literal.value) && /^[\d_]+$/.test(literal.text);
}
