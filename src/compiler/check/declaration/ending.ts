import type { Entry } from "../../resolve/index.js";
import type { TerminateDeclaration, TruncateDeclaration } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { expectBoolean, expectScalar } from "../expect.js";
import { scopeOf } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { checkInto } from "../total/into.js";
import type { TypedEnding } from "../typed.js";
import { checkNumber } from "./term.js";

/** `terminate when`, `truncate when`; without a cause its condition as written names it. */
export function* checkEnding(
  declaration: TerminateDeclaration | TruncateDeclaration,
  home: Entry["home"],
  context: Context,
): Checking<TypedEnding> {
  const scope = scopeOf(home);
  const what = `\`${declaration.kind} when\``;
  const condition = expectScalar(
    expectBoolean(yield* defer(context.check(declaration.condition, scope)), what, scope, context),
    what,
    scope,
    context,
  );
  const written = declaration.kind === "terminate" ? declaration.reward : undefined;
  const reward = written && (yield* checkNumber(written, "the reward of an end", scope, context));
  const into =
    declaration.kind === "terminate" && written !== undefined
      ? checkInto(declaration.into, "the reward of an end", written.span, scope, context)
      : undefined;
  return {
    kind: declaration.kind === "terminate" ? "terminated" : "truncated",
    cause: declaration.cause?.value ?? home.source.slice(declaration.condition.span).replace(/\s+/g, " "),
    span: declaration.span,
    form: "condition",
    condition,
    ...(reward === undefined ? {} : { reward }),
    ...(into === undefined ? {} : { into }),
  };
}
