import { report } from "../../diagnostics/report.js";
import type { Entry } from "../../resolve/index.js";
import type { Declaration } from "../../syntax/ast/index.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import { expectRate, shown } from "../expect.js";
import { scopeOf } from "../scope.js";
import type { Checking } from "../task.js";
import { constantSize } from "../type/size.js";
import { isTime } from "../type/units.js";
import type { TypedExpression } from "../typed.js";
import { checkNumber } from "./term.js";

/** The one declaration of a kind; further ones in the same file are reported. */
export function single<Kind extends Declaration["kind"]>(
  entries: readonly Entry[],
  kind: Kind,
  context: Context,
): { readonly declaration: Extract<Declaration, { readonly kind: Kind }>; readonly home: Entry["home"] } | undefined {
  const found = entries.flatMap(({ declaration, home }) =>
    isOfKind(declaration, kind) ? [{ declaration, home }] : [],
  );
  const [first, second] = found;
  if (first !== undefined && second !== undefined) {
    context.report(
      scopeOf(second.home),
      report(
        "duplicate-declaration",
        second.declaration.span,
        { what: `\`${kind}\`` },
        { related: [{ span: first.declaration.span, label: "first declared here" }] },
      ),
    );
  }
  return first;
}

function isOfKind<Kind extends Declaration["kind"]>(
  declaration: Declaration,
  kind: Kind,
): declaration is Extract<Declaration, { readonly kind: Kind }> {
  return declaration.kind === kind;
}

/** Seconds per step. */
export function* checkDt(entries: readonly Entry[], context: Context): Checking<number | undefined> {
  const found = single(entries, "dt", context);
  if (found === undefined) return undefined;
  const scope = scopeOf(found.home);
  const value = yield* checkNumber(found.declaration.value, "`dt`", scope, context);
  if (value.kind === "error") return undefined;
  const seconds = evaluate(value)?.[0];
  if (seconds === undefined) {
    context.report(scope, report("not-constant", value.span, { what: "`dt`", rate: value.rate }));
    return undefined;
  }
  if (seconds > 0 && Number.isFinite(seconds) && (value.type.unit === undefined || isTime(value.type.unit)))
    return seconds;
  context.report(
    scope,
    report("invalid-dt", value.span, { found: String(seconds) }, { help: "write it with its unit: `dt 0.02 s`" }),
  );
  return undefined;
}

/** How many agents each environment has. */
export function* checkAgents(entries: readonly Entry[], context: Context): Checking<number | undefined> {
  const found = single(entries, "agents", context);
  if (found === undefined) return undefined;
  return yield* constantSize(found.declaration.count, scopeOf(found.home), context);
}

/** Const or param, in [0, 1] as far as that is known. */
export function* checkDiscount(entries: readonly Entry[], context: Context): Checking<TypedExpression | undefined> {
  const found = single(entries, "discount", context);
  if (found === undefined) return undefined;
  const scope = scopeOf(found.home);
  const value = expectRate(
    yield* checkNumber(found.declaration.value, "`discount`", scope, context),
    "`discount`",
    "param",
    scope,
    context,
  );
  if (value.kind === "error") return value;
  const constant = evaluate(value)?.[0];
  const [low, high] = constant === undefined ? (value.type.range ?? [0, 1]) : [constant, constant];
  if (low >= 0 && high <= 1) return value;
  const shownValue = constant === undefined ? `${shown(value)} in [${low}, ${high}]` : String(constant);
  context.report(scope, report("invalid-discount", value.span, { found: shownValue }));
  return undefined;
}
