import { describeType } from "../builtins/typing/types.js";
import { report } from "../diagnostics/report.js";
import type { Context } from "./context.js";
import { errorAt, isAsSlowAs } from "./make.js";
import type { Scope } from "./scope.js";
import { isNumeric } from "./type/element.js";
import { isRagged } from "./type/ragged.js";
import type { Rate, TypedExpression } from "./typed.js";

/** `float[3]` in backquotes, as messages show a type. */
export function shown(value: TypedExpression): string {
  return `\`${describeType(value.type)}\``;
}

/** The value if it is boolean; else that is reported, and an error stands in its place. */
export function expectBoolean(
  value: TypedExpression,
  what: string,
  scope: Scope,
  context: Context,
  repair = "compare the number: `… > 0`",
): TypedExpression {
  if (value.kind === "error" || value.type.element === "bool") return value;
  const help = isNumeric(value.type) ? { help: repair } : {};
  context.report(
    scope,
    report("not-boolean", value.span, { what, found: shown(value) }, { label: `this is ${shown(value)}`, ...help }),
  );
  return errorAt(value.span);
}

/** The value if it is a number or counts as one. */
export function expectNumber(value: TypedExpression, what: string, scope: Scope, context: Context): TypedExpression {
  if (value.kind === "error" || isNumeric(value.type)) return value;
  context.report(
    scope,
    report(
      "type-mismatch",
      value.span,
      { what, expected: "a number", found: shown(value) },
      { label: `this is ${shown(value)}` },
    ),
  );
  return errorAt(value.span);
}

/** The value if it has no axes. */
export function expectScalar(value: TypedExpression, what: string, scope: Scope, context: Context): TypedExpression {
  if (value.kind === "error" || value.type.shape.length === 0) return value;
  const help =
    value.type.element === "bool" ? "reduce it: `any(…)`, `all(…)`" : "reduce it: `sum(…)`, `mean(…)`, `norm(…)`";
  context.report(
    scope,
    report("not-scalar", value.span, { what, found: shown(value) }, { label: `this is ${shown(value)}`, help }),
  );
  return errorAt(value.span);
}

/** The value if its length does not vary: arrays of varying length are reduced in their step. */
export function expectFixedLength(
  value: TypedExpression,
  what: string,
  scope: Scope,
  context: Context,
): TypedExpression {
  if (value.kind === "error" || !isRagged(value.type)) return value;
  context.notYet(scope, `${what} of an array of varying length`, value.span);
  return errorAt(value.span);
}

/** The value if it is not faster than `limit`. */
export function expectRate(
  value: TypedExpression,
  what: string,
  limit: Rate,
  scope: Scope,
  context: Context,
): TypedExpression {
  if (value.kind === "error" || isAsSlowAs(value.rate, limit)) return value;
  context.report(
    scope,
    report(
      "rate-mismatch",
      value.span,
      { what, found: value.rate, expected: limit },
      { label: `changes every ${value.rate}`, help: "make it a factor of the body, or aggregate it with `over`" },
    ),
  );
  return errorAt(value.span);
}
