import type { Window } from "../../automata/temporal/formula.js";
import { report } from "../../diagnostics/report.js";
import type { Bounds } from "../../syntax/ast/index.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import { constantSteps } from "../expression/duration.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";

/** `[low, high]` or `[<= high]` in steps, or in times that are whole multiples of `dt`; `high` may be `inf`. `undefined` after a mistake. */
export function* checkWindow(bounds: Bounds, scope: Scope, context: Context): Checking<Window | undefined> {
  const low =
    bounds.low === undefined
      ? 0
      : constantSteps(yield* defer(context.check(bounds.low, scope)), "a bound", 0, scope, context);
  const end = yield* defer(context.check(bounds.high, scope));
  const endless = end.type.shape.length === 0 && evaluate(end)?.[0] === Infinity;
  const high = endless ? Infinity : constantSteps(end, "a bound", 0, scope, context);
  if (low === undefined || high === undefined) return undefined;
  if (low <= high) return { low, high };
  context.report(
    scope,
    report("empty-bounds", bounds.span, { low, high }, { help: `the lower bound comes first: \`[${high}, ${low}]\`` }),
  );
  return undefined;
}
