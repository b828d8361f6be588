import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import { shown } from "../expect.js";
import { errorAt, numberConstant } from "../make.js";
import type { Scope } from "../scope.js";
import { isTime } from "../type/units.js";
import type { TypedExpression } from "../typed.js";

/** Whether the value counts steps. */
export function isDuration(value: TypedExpression): boolean {
  return value.type.duration === true;
}

/** What a number of steps is compared with: a whole number as it is, a constant time in steps. */
export function stepsOf(value: TypedExpression, scope: Scope, context: Context): TypedExpression {
  if (value.kind === "error") return value;
  if (isTime(value.type.unit)) {
    const seconds = value.type.shape.length === 0 ? evaluate(value)?.[0] : undefined;
    if (seconds !== undefined) {
      const steps = wholeSteps(seconds, value.span, scope, context);
      return steps === undefined ? errorAt(value.span) : numberConstant(steps, "int", value.span);
    }
  } else if (value.type.element === "int") return value;
  context.report(
    scope,
    report(
      "duration-comparison",
      value.span,
      { found: shown(value) },
      { label: `this is ${shown(value)}`, help: "turn the number of steps into a time: `seconds(…)`" },
    ),
  );
  return errorAt(value.span);
}

/** A time in steps; reported where `dt` is missing or does not divide it. Infinity stays. */
function wholeSteps(seconds: number, span: Span, scope: Scope, context: Context): number | undefined {
  if (!Number.isFinite(seconds)) return seconds;
  if (context.dt === undefined) {
    context.report(
      scope,
      report("missing-dt", span, { what: "a time as a number of steps" }, { help: "declare it: `dt 0.02 s`" }),
    );
    return undefined;
  }
  const steps = Math.round(seconds / context.dt);
  if (Math.abs(seconds / context.dt - steps) <= 1e-9 * Math.max(1, Math.abs(steps))) return steps;
  const help = nearestTimes(seconds, context.dt);
  context.report(scope, report("time-not-whole", span, { time: String(seconds), dt: String(context.dt) }, { help }));
  return undefined;
}

/** A constant number of steps, from a whole number or a time: the length of a window. */
export function constantSteps(
  value: TypedExpression,
  what: string,
  least: number,
  scope: Scope,
  context: Context,
): number | undefined {
  if (value.kind === "error") return undefined;
  const number = value.type.shape.length === 0 ? evaluate(value)?.[0] : undefined;
  if (number === undefined) {
    context.report(scope, report("not-constant", value.span, { what, rate: value.rate }));
    return undefined;
  }
  const steps = isTime(value.type.unit) ? wholeSteps(number, value.span, scope, context) : number;
  if (steps === undefined) return undefined;
  if (Number.isInteger(steps) && steps >= least) return steps;
  context.report(scope, report("invalid-steps", value.span, { what, least, found: String(steps) }));
  return undefined;
}

/** The whole numbers of steps on either side. */
function nearestTimes(seconds: number, dt: number): string {
  const time = (steps: number): string => `${Number((steps * dt).toPrecision(6))} s`;
  const below = Math.floor(seconds / dt);
  return below < 1 ? `one step is ${time(1)}` : `${time(below)} or ${time(below + 1)}`;
}
