import { report } from "../../diagnostics/report.js";
import type { MissingPolicy } from "../../ir/program.js";
import type { Context, DeclaredType, DefinitionOf } from "../context.js";
import { declaredValue } from "../declared-value.js";
import { scopeOf } from "../scope.js";
import { defer, type Checking } from "../task.js";

/**
 * What a signal says of missing values: an external one must say it, and no other may, since the environment brings those in every
 * step. One report for a declaration of several names. It is about the value, whatever the signal's rate.
 */
export function* checkPolicy(
  { declaration, home, name }: DefinitionOf<"signal">,
  declared: DeclaredType,
  context: Context,
): Checking<MissingPolicy | undefined | "faulty"> {
  const scope = scopeOf(home);
  const { missing, role } = declaration;
  const isFirst = declaration.names[0]?.name === name;
  if (role !== "external") {
    if (missing === undefined) return undefined;
    if (isFirst)
      context.report(
        scope,
        report(
          "policy-of-ordinary-signal",
          missing.span,
          { name },
          {
            help: role === "action" ? "leave `missing` out: a step has its action" : "write `external signal`",
          },
        ),
      );
    return "faulty";
  }
  if (declaration.default !== undefined) {
    if (isFirst)
      context.report(
        scope,
        report(
          "default-of-external-signal",
          declaration.default.span,
          { name },
          {
            help: "its `missing` policy says what stands in: `missing default …`",
          },
        ),
      );
    return "faulty";
  }
  if (missing === undefined) {
    if (isFirst)
      context.report(
        scope,
        report(
          "unsaid-policy",
          declaration.span,
          { name },
          {
            help: "add `missing default …`, `missing hold default …`, `missing skip` or `missing error`",
          },
        ),
      );
    return "faulty";
  }
  if (!("value" in missing)) return { policy: missing.policy };
  const expected = declared.type.element === "enum" ? declared.type : undefined;
  const typed = yield* defer(context.check(missing.value, scope, expected));
  const value = declaredValue(typed, declared, name, scope, context);
  return value === undefined ? "faulty" : { policy: missing.policy, value };
}
