import { describeUnit } from "../builtins/typing/units.js";
import { sizesOf } from "../builtins/typing/types.js";
import { sizeOf } from "../ir/broadcast.js";
import { describeType } from "../builtins/typing/types.js";
import { report } from "../diagnostics/report.js";
import { evaluate } from "./constant.js";
import type { Context, DeclaredType } from "./context.js";
import { shown } from "./expect.js";
import type { Scope } from "./scope.js";
import { isNumeric, sameMembers } from "./type/element.js";
import { unitsFit } from "./type/units.js";
import type { TypedExpression, ValueType } from "./typed.js";

/**
 * A constant as the value of something declared, row-major and in its declared unit: a single value fills an array. `undefined`
 * after a mistake, which is reported.
 */
export function declaredValue(
  value: TypedExpression,
  declared: DeclaredType,
  name: string,
  scope: Scope,
  context: Context,
): readonly number[] | undefined {
  if (value.kind === "error") return undefined;
  const { raw, scale } = declared;
  const constant = evaluate(value);
  if (constant === undefined) {
    context.report(scope, report("not-constant", value.span, { what: `the value of \`${name}\``, rate: value.rate }));
    return undefined;
  }
  if (!fits(value.type, raw)) {
    context.report(
      scope,
      report("type-mismatch", value.span, {
        what: `the value of \`${name}\``,
        expected: `\`${describeType(raw)}\``,
        found: shown(value),
      }),
    );
    return undefined;
  }
  if (!unitsFit(value.type.unit, raw.unit)) {
    context.report(
      scope,
      report("unit-mismatch", value.span, {
        left: describeUnit(raw.unit ?? noUnit),
        right: describeUnit(value.type.unit ?? noUnit),
      }),
    );
    return undefined;
  }
  const own = value.type.unit === undefined ? constant : constant.map((number) => number / scale);
  const [low, high] = raw.range ?? [-Infinity, Infinity];
  const outside = own.find((number) => !(number >= low && number <= high));
  if (outside !== undefined && !Number.isNaN(outside)) {
    context.report(scope, report("value-out-of-range", value.span, { value: outside, low, high, name }));
    return undefined;
  }
  const size = sizeOf(sizesOf(raw));
  return own.length === size ? own : Array.from({ length: size }, () => own[0] ?? 0);
}

const noUnit = { m: 0, s: 0, rad: 0, kg: 0 };

/** Whether a constant of type `given` can be the value of something of type `declared`. */
function fits(given: ValueType, declared: ValueType): boolean {
  const shaped =
    given.shape.length === 0 ||
    (given.shape.length === declared.shape.length &&
      given.shape.every(({ size }, axis) => size === declared.shape[axis]?.size));
  if (!shaped) return false;
  switch (declared.element) {
    case "bool":
      return given.element === "bool";
    case "int":
      return given.element === "int" || given.element === "bool";
    case "float":
      return isNumeric(given);
    case "enum":
      return given.element === "enum" && sameMembers(given, declared);
    case "string":
      return given.element === "string";
  }
}
