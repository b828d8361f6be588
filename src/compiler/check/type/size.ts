import { report } from "../../diagnostics/report.js";
import type { Expression } from "../../syntax/ast/index.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";

/** Longer axes are refused: they would fill the memory. */
const longestAxis = 65_536;

/** The size of an axis, a constant whole number from 1; `undefined` after a mistake, which is reported. */
export function* constantSize(size: Expression, scope: Scope, context: Context): Checking<number | undefined> {
  const typed = yield* defer(context.check(size, scope));
  if (typed.kind === "error") return undefined;
  const value = typed.type.shape.length === 0 ? evaluate(typed)?.[0] : undefined;
  if (value === undefined) {
    context.report(scope, report("not-constant", size.span, { what: "the size of an axis", rate: typed.rate }));
    return undefined;
  }
  if (Number.isInteger(value) && value >= 1 && value <= longestAxis) return value;
  context.report(scope, report("invalid-size", size.span, { limit: longestAxis, found: value }));
  return undefined;
}
