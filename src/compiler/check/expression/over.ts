import { aggregators } from "../../builtins/index.js";
import type { AggregateTyping, Aggregator } from "../../builtins/aggregator.js";
import { describeType } from "../../builtins/typing/types.js";
import { report } from "../../diagnostics/report.js";
import type { OverExpression } from "../../syntax/ast/index.js";
import { checkOverAgents } from "../agents/over-agents.js";
import type { Context } from "../context.js";
import { expectBoolean, expectFixedLength, shown } from "../expect.js";
import { errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { isNumeric, sameMembers } from "../type/element.js";
import type { TypedCall, TypedExpression, ValueType } from "../typed.js";
import { checkAggregate } from "./aggregate.js";
import { enumOf } from "./binary.js";
import { checkCausal } from "./causal.js";
import { matchArguments, type Parameter } from "./match-arguments.js";
import { suggestion } from "./name.js";
import { readOption, type OptionValue } from "./option.js";
import { checkSpread, checkSuffixSum } from "./trajectory.js";

/** `f(x) over SCOPE`: an aggregator of the steps so far, or of a segment, an episode, a group, the batch. */
export function* checkOver(expression: OverExpression, scope: Scope, context: Context): Checking<TypedExpression> {
  const { span, value } = expression;
  const name =
    value.kind === "call" && value.callee.kind === "name" ? value.callee.name : value.kind === "name" ? value.name : "";
  if (expression.scope.kind === "named" && expression.scope.name.name === "agents")
    return yield* checkOverAgents(expression, scope, context);
  if (value.kind === "call" && name === "suffix_sum")
    return yield* checkSuffixSum(value.arguments, expression, scope, context);
  if (value.kind === "call" && name === "spread")
    return yield* checkSpread(value.arguments, expression, scope, context);
  // `length over S` alone stands without parentheses.
  const aggregator = value.kind === "call" || name === "length" ? aggregators.get(name) : undefined;
  if (aggregator !== undefined)
    return expression.scope.kind === "named"
      ? yield* checkAggregate(aggregator, expression, scope, context)
      : yield* checkCausal(aggregator, expression, scope, context);
  // The parser has said of anything but a call that it is no aggregator.
  if (value.kind !== "call") return errorAt(span);
  context.report(
    scope,
    report(
      "unknown-function",
      value.span,
      { name: value.callee.kind === "field" ? value.callee.field.name : name },
      { label: "no aggregator", ...suggestion(name, aggregators.keys(), value.span) },
    ),
  );
  return errorAt(span);
}

/** The parts of an aggregation, before its scope is known. */
export interface AggregateParts {
  readonly value?: TypedExpression;
  readonly options: TypedCall["options"];
  readonly where?: TypedExpression;
  readonly empty?: TypedExpression;
  readonly full: boolean;
}

/** What an aggregator is given; `undefined` after a mistake, which is reported. */
export function* readParts(
  aggregator: Aggregator,
  expression: OverExpression,
  scope: Scope,
  context: Context,
): Checking<AggregateParts | undefined> {
  const given = expression.value.kind === "call" ? expression.value.arguments : [];
  const parameters: readonly Parameter[] = [
    ...(aggregator.value === "none" ? [] : [{ name: "x" }]),
    ...aggregator.parameters,
    { name: "empty", optional: true, named: true },
    ...(expression.scope.kind === "named" ? [] : [{ name: "full", optional: true, named: true }]),
  ];
  const matched = matchArguments(aggregator.name, parameters, given, expression.span, scope, context);
  const where =
    expression.where === undefined
      ? undefined
      : expectBoolean(
          yield* defer(context.check(expression.where, scope)),
          "what `where` takes",
          scope,
          context,
          "put the comparison in parentheses: `where (… > 0)`",
        );
  if (matched === undefined || where?.kind === "error") return undefined;
  const subject = matched.get("x")?.[0]?.value;
  const value = subject && (yield* defer(context.check(subject, scope)));
  const nothing = matched.get("empty")?.[0]?.value;
  const empty = nothing && (yield* defer(context.check(nothing, scope, value && enumOf(value))));
  const options: Record<string, OptionValue> = {};
  for (const parameter of [...aggregator.parameters, { name: "full", kind: "flag" } as const]) {
    const argument = matched.get(parameter.name)?.[0];
    if (argument === undefined) continue;
    const option = yield* readOption(aggregator.name, parameter, argument, value, scope, context);
    if (option === undefined) return undefined;
    options[parameter.name] = option;
  }
  if (value?.kind === "error" || empty?.kind === "error") return undefined;
  if (value !== undefined && holdsBuffer(value)) {
    const written = expression.scope.kind === "named" ? expression.scope.name.name : expression.scope.kind;
    const reason = "a buffer holds its values already";
    const found = { aggregator: aggregator.name, scope: written, reason };
    context.report(
      scope,
      report("unfit-scope", expression.span, found, { help: "leave out `over …`, or reduce the array first" }),
    );
    return undefined;
  }
  const what = "an aggregate over time";
  for (const part of [value, where])
    if (part !== undefined && expectFixedLength(part, what, scope, context).kind === "error") return undefined;
  const { full, ...rest } = options;
  return {
    ...(value === undefined ? {} : { value }),
    options: rest,
    ...(where === undefined ? {} : { where }),
    ...(empty === undefined ? {} : { empty }),
    full: full === true,
  };
}

function holdsBuffer({ type }: TypedExpression): boolean {
  return type.shape.some(({ ragged }) => ragged !== undefined && typeof ragged.length !== "string");
}

/** The type of an aggregate, by its aggregator's rule; `undefined` after a mistake, which is reported. */
export function typeOfAggregate(
  aggregator: Aggregator,
  call: Omit<AggregateTyping, "aggregator" | "dt" | "isAction" | "report">,
  scope: Scope,
  context: Context,
): ValueType | undefined {
  const { empty } = call;
  const type = aggregator.type({
    ...call,
    aggregator: aggregator.name,
    dt: context.dt,
    isAction: (signal) => context.isAction(signal),
    report: (diagnostic) => context.report(scope, diagnostic),
  });
  if (type === undefined || empty === undefined || standsFor(empty.type, type)) return type;
  const found = { what: "`empty`", expected: `\`${describeType({ ...type, shape: [] })}\``, found: shown(empty) };
  context.report(scope, report("type-mismatch", empty.span, found));
  return undefined;
}

/** Whether `empty` can be the value of an aggregate of type `result`. */
function standsFor(empty: ValueType, result: ValueType): boolean {
  if (result.element === "enum") return empty.element === "enum" && sameMembers(empty, result);
  return result.element === "bool" ? empty.element === "bool" : isNumeric(empty);
}
