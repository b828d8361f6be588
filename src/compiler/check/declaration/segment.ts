import { report } from "../../diagnostics/report.js";
import type { Context, DefinitionOf } from "../context.js";
import { expectBoolean, expectScalar } from "../expect.js";
import { scopeOf } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedSegment } from "../typed.js";

/** What `over` reads before it looks for a segment. */
const otherScopes: ReadonlySet<string> = new Set(["past", "last", "episode", "group", "batch"]);

/** `segment turn = between(turn_end)`, `segment thought = runs(label)`; `undefined` after a mistake. */
export function* checkSegment(
  { declaration, home, name, span }: DefinitionOf<"segment">,
  context: Context,
): Checking<TypedSegment | undefined> {
  const scope = scopeOf(home);
  const { form } = declaration;
  if (otherScopes.has(name)) {
    context.report(
      scope,
      report("read-only-name", span, { name }, { help: "it is a scope already: name the segment after what it is" }),
    );
    return undefined;
  }
  const what = `what \`${form}\` takes`;
  const value = expectScalar(yield* defer(context.check(declaration.condition, scope)), what, scope, context);
  const condition = form === "between" ? expectBoolean(value, what, scope, context) : value;
  return condition.kind === "error" ? undefined : { name, form, condition, span };
}
