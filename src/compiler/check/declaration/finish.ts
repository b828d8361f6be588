import { report } from "../../diagnostics/report.js";
import { lookUp, type Entry } from "../../resolve/index.js";
import { predeclaredNames } from "../../resolve/predeclared.js";
import type { Expression } from "../../syntax/ast/index.js";
import type { Elaboration } from "../elaboration.js";
import { expectBoolean, expectScalar, shown } from "../expect.js";
import { binary, errorAt } from "../make.js";
import { scopeOf, type Scope } from "../scope.js";
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
    const earlier = reports.find((other) => other.name === name) ?? lookUp(context.unit, name, home);
    if (predeclaredNames.has(name)) context.report(scopeOf(home), report("read-only-name", span, { name }));
    else if (earlier !== undefined)
      context.report(
        scopeOf(home),
        report("duplicate-name", span, { name }, { related: [{ span: earlier.span, label: "first declared here" }] }),
      );
    reports.push({
      name,
      value: yield* checkReported(declaration.value, scopeOf(home), context),
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

/** A report may be anything that the graph has values of. */
function* checkReported(written: Expression, scope: Scope, context: Elaboration): Checking<TypedExpression> {
  const value = yield* defer(context.check(written, scope));
  if (value.type.element !== "string") return value;
  const found = { what: "a report", expected: "a number, a bool or an enum", found: shown(value) };
  context.report(scope, report("type-mismatch", value.span, found));
  return errorAt(value.span);
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
