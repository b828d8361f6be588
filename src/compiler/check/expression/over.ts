import { aggregators, laterAggregators } from "../../builtins/index.js";
import type { Aggregator } from "../../builtins/aggregator.js";
import { report } from "../../diagnostics/report.js";
import type { Argument, OverExpression } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { describeType } from "../../builtins/typing/types.js";
import { expectBoolean, shown } from "../expect.js";
import { atEpisode, atStep, errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { isNumeric, sameMembers } from "../type/element.js";
import type { TypedCausal, TypedExpression, ValueType } from "../typed.js";
import { enumOf } from "./binary.js";
import { constantSteps } from "./duration.js";
import { matchArguments, type Parameter } from "./match-arguments.js";
import { suggestion } from "./name.js";
import { readOption, type OptionValue } from "./option.js";

/** `f(x) over past`, `f(x) over last n`, `f(x) over episode`: an aggregator of the steps so far, or of all. Other scopes are not in this version. */
export function* checkOver(expression: OverExpression, scope: Scope, context: Context): Checking<TypedExpression> {
  const { span, value } = expression;
  const isEpisode = expression.scope.kind === "named" && expression.scope.name.name === "episode";
  if (expression.scope.kind === "named" && !isEpisode) {
    context.notYet(scope, `\`over ${expression.scope.name.name}\``, span);
    return errorAt(span);
  }
  if (expression.by !== undefined || expression.exceptSelf) {
    const over = isEpisode ? "an episode" : "the past";
    context.notYet(scope, expression.exceptSelf ? `\`except self\` over ${over}` : `\`by\` over ${over}`, span);
    return errorAt(span);
  }
  const name =
    value.kind === "call" && value.callee.kind === "name" ? value.callee.name : value.kind === "name" ? value.name : "";
  const aggregator = aggregators.get(name);
  if (aggregator === undefined) {
    if (laterAggregators.has(name))
      context.notYet(scope, `\`${name}(…) over ${isEpisode ? "episode" : "past"}\``, span);
    else
      context.report(
        scope,
        report(
          "unknown-function",
          value.span,
          { name: name === "" ? "…" : name },
          { label: "no aggregator", ...suggestion(name, aggregators.keys(), value.span) },
        ),
      );
    return errorAt(span);
  }
  return yield* checkCausal(aggregator, value.kind === "call" ? value.arguments : [], expression, scope, context);
}

function* checkCausal(
  aggregator: Aggregator,
  given: readonly Argument[],
  expression: OverExpression,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const { span } = expression;
  const parameters: readonly Parameter[] = [
    ...(aggregator.value === "none" ? [] : [{ name: "x" }]),
    ...aggregator.parameters,
    { name: "empty", optional: true },
    ...(expression.scope.kind === "named" ? [] : [{ name: "full", optional: true }]),
  ];
  const matched = matchArguments(aggregator.name, parameters, given, span, scope, context);
  const window = yield* checkWindow(expression, scope, context);
  const where =
    expression.where === undefined
      ? undefined
      : expectBoolean(yield* defer(context.check(expression.where, scope)), "what `where` takes", scope, context);
  if (matched === undefined || window === undefined || where?.kind === "error") return errorAt(span);
  const subject = matched.get("x")?.[0]?.value;
  const value = subject && (yield* defer(context.check(subject, scope)));
  const nothing = matched.get("empty")?.[0]?.value;
  const empty = nothing && (yield* defer(context.check(nothing, scope, value && enumOf(value))));
  const options: Record<string, OptionValue> = {};
  for (const parameter of [...aggregator.parameters, { name: "full", kind: "flag" } as const]) {
    const argument = matched.get(parameter.name)?.[0];
    if (argument === undefined) continue;
    const option = yield* readOption(aggregator.name, parameter, argument, value, scope, context);
    if (option === undefined) return errorAt(span);
    options[parameter.name] = option;
  }
  if (value?.kind === "error" || empty?.kind === "error") return errorAt(span);
  const { full, ...rest } = options;
  const draft: Omit<TypedCausal, "kind" | "type" | "rate" | "availability"> = {
    aggregator: aggregator.name,
    ...(value === undefined ? {} : { value }),
    options: rest,
    window,
    ...(where === undefined ? {} : { where }),
    ...(empty === undefined ? {} : { empty }),
    full: full === true,
    span,
  };
  if (value?.rate === "param") {
    context.notYet(scope, "the history of a value of rate `param`", span);
    return errorAt(span);
  }
  const type = aggregator.type({
    ...draft,
    dt: context.dt,
    isAction: (signal) => context.isAction(signal),
    report: (diagnostic) => context.report(scope, diagnostic),
  });
  if (type === undefined) return errorAt(span);
  if (empty !== undefined && !standsFor(empty.type, type)) {
    const found = { what: "`empty`", expected: `\`${describeType({ ...type, shape: [] })}\``, found: shown(empty) };
    context.report(scope, report("type-mismatch", empty.span, found));
    return errorAt(span);
  }
  return { ...draft, kind: "causal", type, ...(expression.scope.kind === "named" ? atEpisode : atStep) };
}

/** Whether `empty` can be the value of an aggregate of type `result`. */
function standsFor(empty: ValueType, result: ValueType): boolean {
  if (result.element === "enum") return empty.element === "enum" && sameMembers(empty, result);
  return result.element === "bool" ? empty.element === "bool" : isNumeric(empty);
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
  const after = expectBoolean(yield* defer(context.check(written.after, scope)), "what `after` takes", scope, context);
  return after.kind === "error" ? undefined : { kind: "past", after };
}
