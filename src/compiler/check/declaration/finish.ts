import { report } from "../../diagnostics/report.js";
import type { Entry } from "../../resolve/index.js";
import type { Expression } from "../../syntax/ast/index.js";
import type { Elaboration } from "../elaboration.js";
import { expectBoolean, expectScalar } from "../expect.js";
import { binary } from "../make.js";
import { scopeOf } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpression, TypedFinish, TypedReport } from "../typed.js";
import { single } from "./settings.js";
import { checkNumber } from "./term.js";

/** `advantage`, `keep group when`, `mask episode when` and reports: what a trainer is told. `undefined` where there are none. */
export function* checkFinish(entries: readonly Entry[], context: Elaboration): Checking<TypedFinish | undefined> {
  const declared = single(entries, "advantage", context);
  const advantage =
    declared && (yield* checkNumber(declared.declaration.value, "`advantage`", scopeOf(declared.home), context));
  const conditions: { readonly [Kind in "keep" | "mask"]: TypedExpression[] } = { keep: [], mask: [] };
  const reports: TypedReport[] = [];
  for (const { declaration, home } of entries) {
    if (declaration.kind === "keep" || declaration.kind === "mask")
      conditions[declaration.kind].push(yield* checkCondition(declaration.condition, declaration.kind, home, context));
    if (declaration.kind !== "report") continue;
    const { name, span } = declaration.name;
    const earlier = reports.find((other) => other.name === name);
    if (earlier !== undefined)
      context.report(
        scopeOf(home),
        report("duplicate-name", span, { name }, { related: [{ span: earlier.span, label: "first declared here" }] }),
      );
    reports.push({
      name,
      value: yield* defer(context.check(declaration.value, scopeOf(home))),
      ...(declaration.documentation === undefined ? {} : { documentation: declaration.documentation }),
      span,
    });
  }
  const [keep, mask] = [conditions.keep, conditions.mask].map((all) => all.reduce(both, undefined));
  if (advantage === undefined && keep === undefined && mask === undefined && reports.length === 0) return undefined;
  return {
    ...(advantage === undefined ? {} : { advantage }),
    ...(keep === undefined ? {} : { keep }),
    ...(mask === undefined ? {} : { mask }),
    reports,
  };
}

function* checkCondition(
  condition: Expression,
  kind: "keep" | "mask",
  home: Entry["home"],
  context: Elaboration,
): Checking<TypedExpression> {
  const what = kind === "keep" ? "`keep group when`" : "`mask episode when`";
  const scope = scopeOf(home);
  const value = expectBoolean(yield* defer(context.check(condition, scope)), what, scope, context);
  return expectScalar(value, what, scope, context);
}

/** Several are and-ed. */
function both(all: TypedExpression | undefined, next: TypedExpression): TypedExpression {
  if (all === undefined || all.kind === "error") return next;
  return next.kind === "error" ? next : binary("and", all, next, { element: "bool", shape: [] }, next.span);
}
