import type { Builtin, BuiltinParameter, TypingCall } from "../../builtins/builtin.js";
import type { Argument, CallExpression, Expression } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { atStep, errorAt, timingOf } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { align } from "../type/align.js";
import { isRagged, lengthOf, presence } from "../type/ragged.js";
import type { TypedCall, TypedExpression, ValueType } from "../typed.js";
import { enumOf } from "./binary.js";
import { expand } from "./comprehension.js";
import { matchArguments } from "./match-arguments.js";
import { readOption, type OptionValue } from "./option.js";
import { vectorOfTerms } from "./terms.js";

/** Operators of history whose result counts steps, and those that pass on what they are given. */
const counting: ReadonlySet<string> = new Set(["held", "since"]);
/** What takes `terms`. */
const groupings: ReadonlySet<string> = new Set(["sum", "product", "mean", "min", "max"]);
const passing: ReadonlySet<string> = new Set(["min", "max", "prev"]);

/** A call of a built-in: its arguments are matched and typed, then its own rule gives the type. */
export function* callBuiltin(
  builtin: Builtin,
  expression: CallExpression,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const { span } = expression;
  const matched = matchArguments(builtin.name, builtin.parameters, expression.arguments, span, scope, context);
  if (matched === undefined) return errorAt(span);
  const values: Record<string, TypedExpression> = {};
  const options: Record<string, OptionValue> = {};
  let broken = false;
  let first: TypedExpression | undefined;
  // An axis is counted on the first value, so values go before options.
  const ordered = [...builtin.parameters].sort((left, right) => Number(isOption(left)) - Number(isOption(right)));
  for (const parameter of ordered) {
    for (const [place, argument] of argumentsFor(parameter, matched.get(parameter.name) ?? []).entries()) {
      const name = place === 0 ? parameter.name : `${parameter.name}${place}`;
      if (!isOption(parameter) && !isInitialWord(parameter, argument)) {
        const sole = expression.arguments.length === 1;
        const value = yield* checkValue(argument.value, builtin.name, sole, scope, context, first && enumOf(first));
        if (isReducedSource(argument.value)) options.axis = [0];
        values[name] = value;
        first ??= value;
        broken ||= value.kind === "error";
      } else {
        const option = yield* readOption(builtin.name, parameter, argument, first, scope, context);
        if (option === undefined) broken = true;
        else options[name] = option;
      }
    }
  }
  if (broken) return errorAt(span);
  return typeCall(builtin, alignedByName(values), options, span, scope, context);
}

/** Types a call whose arguments and options have been read. */
export function typeCall(
  builtin: Builtin,
  values: TypedCall["arguments"],
  options: TypedCall["options"],
  span: CallExpression["span"],
  scope: Scope,
  context: Context,
): TypedExpression {
  const call: TypingCall = {
    arguments: values,
    options,
    span,
    dt: context.dt,
    isAction: (signal) => context.isAction(signal),
    report: (diagnostic) => context.report(scope, diagnostic),
  };
  if (builtin.ragged === undefined && Object.values(values).some((value) => isRagged(value.type))) {
    context.notYet(scope, `\`${builtin.name}\` of an array of varying length`, span);
    return errorAt(span);
  }
  const type = builtin.type(call);
  if (type === undefined) return errorAt(span);
  const given = { ...values, ...itemsOf(builtin, call) };
  const inputs = Object.values(given);
  const timing = builtin.rate?.(call) ?? timingOf(inputs);
  if (builtin.stateful && timing.rate === "param") {
    context.notYet(scope, `the history of a value of rate \`param\``, span);
    return errorAt(span);
  }
  return {
    kind: "call",
    type: withDuration(builtin.name, type, inputs),
    ...(builtin.stateful ? atStep : timing),
    span,
    builtin: builtin.name,
    arguments: given,
    options,
  };
}

/** The arguments of a parameter; the items of a list where it takes lists apart. */
function argumentsFor(parameter: BuiltinParameter, given: readonly Argument[]): readonly Argument[] {
  if (parameter.spread !== true) return given;
  return given.flatMap((argument) =>
    argument.value.kind === "vector" && argument.value.items.length > 0
      ? argument.value.items.map((value) => ({ value, span: value.span }))
      : [argument],
  );
}

/** What a built-in is told of arguments that vary in length. */
function itemsOf({ ragged }: Builtin, call: TypingCall): TypedCall["arguments"] {
  if (typeof ragged === "function") {
    const present = presence(ragged(call), call.span);
    return present === undefined ? {} : { present };
  }
  if (ragged !== "lengths") return {};
  return Object.fromEntries(
    Object.entries(call.arguments).flatMap(([name, { type, span }]) => {
      const [axis] = type.shape;
      return axis?.ragged === undefined ? [] : [[`length of ${name}`, lengthOf(axis, span)]];
    }),
  );
}

function* checkValue(
  value: Expression,
  builtin: string,
  sole: boolean,
  scope: Scope,
  context: Context,
  expected: ValueType | undefined,
): Checking<TypedExpression> {
  if (value.kind === "comprehension") return yield* expand(value, scope, context);
  if (value.kind === "terms" && sole && groupings.has(builtin)) return vectorOfTerms(value, builtin, scope, context);
  return yield* defer(context.check(value, scope, expected));
}

/** Of a comprehension only the axis that it runs along is reduced; of `terms` the members. */
function isReducedSource(value: Expression): boolean {
  return value.kind === "comprehension" || value.kind === "terms";
}

function isOption(parameter: BuiltinParameter): boolean {
  return parameter.kind !== "value" && parameter.kind !== "initial";
}

function isInitialWord(parameter: BuiltinParameter, argument: Argument): boolean {
  return (
    parameter.kind === "initial" &&
    argument.value.kind === "name" &&
    (argument.value.name === "reset" || argument.value.name === "current")
  );
}

/** Arrays whose named axes stand at different places are turned so that they meet; what fits from the right stays as it is. */
function alignedByName(values: TypedCall["arguments"]): TypedCall["arguments"] {
  const arrays = Object.entries(values).filter(([, { type }]) => type.shape.length > 0);
  if (arrays.length < 2 || !arrays.every(([, { type }]) => type.shape.some(({ name }) => name !== undefined)))
    return values;
  const aligned = align(arrays.map(([, value]) => value));
  if (aligned === undefined) return values;
  return {
    ...values,
    ...Object.fromEntries(arrays.map(([name, value], place) => [name, aligned.values[place] ?? value])),
  };
}

function withDuration(builtin: string, type: ValueType, inputs: readonly TypedExpression[]): ValueType {
  const counts =
    counting.has(builtin) || (passing.has(builtin) && inputs.every((input) => input.type.duration === true));
  return counts && type.element === "int" ? { ...type, duration: true } : type;
}
