import type { Aggregator } from "../../builtins/aggregator.js";
import type { OverExpression } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { expectBoolean, expectFixedLength } from "../expect.js";
import { atStep, errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedCausal, TypedExpression } from "../typed.js";
import { constantSteps } from "./duration.js";
import { readParts, typeOfAggregate } from "./over.js";

/** `f(x) over past`, `f(x) over last n`: of the steps so far, in each step. */
export function* checkCausal(
  aggregator: Aggregator,
  expression: OverExpression,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const { span } = expression;
  if (expression.by !== undefined || expression.exceptSelf) {
    context.notYet(scope, expression.exceptSelf ? "`except self` over the past" : "`by` over the past", span);
    return errorAt(span);
  }
  if (aggregator.lower === undefined) {
    context.notYet(scope, `\`${aggregator.name}(…) over past\``, span);
    return errorAt(span);
  }
  const window = yield* checkWindow(expression, scope, context);
  const parts = yield* readParts(aggregator, expression, scope, context);
  if (parts === undefined || window === undefined) return errorAt(span);
  if (parts.value?.rate === "param") {
    context.notYet(scope, "the history of a value of rate `param`", span);
    return errorAt(span);
  }
  const written = window.kind === "past" ? "`past`" : `\`last ${window.steps}\``;
  const draft = { ...parts, window, scope: written, leavesOut: parts.where !== undefined, span };
  const type = typeOfAggregate(aggregator, draft, scope, context);
  if (type === undefined) return errorAt(span);
  return { ...parts, kind: "causal", aggregator: aggregator.name, window, type, ...atStep, span };
}

function* checkWindow(
  { scope: written }: OverExpression,
  scope: Scope,
  context: Context,
): Checking<TypedCausal["window"] | undefined> {
  if (written.kind === "last") {
    const steps = constantSteps(
      yield* defer(context.check(written.count, scope)),
      "the length of a window",
      1,
      scope,
      context,
    );
    return steps === undefined || !Number.isFinite(steps) ? undefined : { kind: "last", steps };
  }
  if (written.kind === "named" || written.after === undefined) return { kind: "past" };
  const condition = expectBoolean(
    yield* defer(context.check(written.after, scope)),
    "what `after` takes",
    scope,
    context,
  );
  const after = expectFixedLength(condition, "an aggregate over time", scope, context);
  return after.kind === "error" ? undefined : { kind: "past", after };
}
