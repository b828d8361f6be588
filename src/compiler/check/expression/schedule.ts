import type { TypingCall } from "../../builtins/builtin.js";
import { builtins } from "../../builtins/index.js";
import { scheduleForms } from "../../builtins/training/schedule.js";
import { report } from "../../diagnostics/report.js";
import { clockCounts } from "../../ir/clock.js";
import type { ClockCount } from "../../ir/node.js";
import type { Span } from "../../source/span.js";
import type { Argument, CallExpression, Expression, PiecewiseExpression } from "../../syntax/ast/index.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import { expectRate } from "../expect.js";
import { errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpression } from "../typed.js";
import { orList } from "../words.js";
import { typeCall } from "./builtin-call.js";
import { matchArguments } from "./match-arguments.js";
import { suggestion } from "./name.js";

type Matched = ReadonlyMap<string, readonly Argument[]>;

/** `schedule(linear, from: 1, to: 0, over: 1e6 steps)`: the form, its values at param rate or slower, and the clock that it follows. */
export function* checkSchedule(expression: CallExpression, scope: Scope, context: Context): Checking<TypedExpression> {
  const { span, arguments: given } = expression;
  const points = given.map(({ value }) => value).find((value) => value.kind === "piecewise");
  const names = points === undefined ? ["form", "from", "to", "over"] : ["form", "over"];
  const parameters = [
    ...names.map((name) => ({ name })),
    ...(points === undefined ? [] : [{ name: "between", optional: true }]),
  ];
  const matched = matchArguments("schedule", parameters, given, span, scope, context);
  if (matched === undefined) return errorAt(span);
  const call =
    points === undefined
      ? yield* checkEnds(matched, scope, context)
      : yield* checkPoints(points, matched, scope, context);
  const builtin = builtins.get("schedule");
  if (call === undefined || builtin === undefined) return errorAt(span);
  return typeCall(builtin, call.arguments, call.options, span, scope, context);
}

type Parts = Pick<TypingCall, "arguments" | "options">;

function* checkEnds(matched: Matched, scope: Scope, context: Context): Checking<Parts | undefined> {
  const argument = (name: string): Expression | undefined => matched.get(name)?.[0]?.value;
  const form = wordIn(scheduleForms, "form", argument("form"), scope, context);
  const from = yield* checkValue(argument("from"), "`from` of a schedule", scope, context);
  const to = yield* checkValue(argument("to"), "`to` of a schedule", scope, context);
  const over = lengthOf(argument("over"), scope, context);
  if (form === undefined || from === undefined || to === undefined || over === undefined) return undefined;
  if (form === "exponential" && !haveOneSign(from, to)) {
    context.report(
      scope,
      report(
        "argument-value",
        to.span,
        {
          builtin: "schedule",
          parameter: "to",
          expected: "of the same sign as `from`, and neither of them 0",
          found: `${shownRange(from)} to ${shownRange(to)}`,
        },
        { label: "an exponential never reaches 0", help: "use `linear` or `cosine`, or declare ranges of params" },
      ),
    );
    return undefined;
  }
  return { arguments: { from, to }, options: { form, counts: over.counts, length: over.length } };
}

function* checkPoints(
  { points, span }: PiecewiseExpression,
  matched: Matched,
  scope: Scope,
  context: Context,
): Checking<Parts | undefined> {
  const counts = countOf(matched.get("over")?.[0]?.value, scope, context);
  const between = wordIn(["hold", "linear"] as const, "between", matched.get("between")?.[0]?.value, scope, context);
  const wrong = (at: Span, rule: string, found: string): undefined => {
    context.report(scope, report("schedule-points", at, { rule, found }));
    return undefined;
  };
  if (points.length === 0) return wrong(span, "begin at 0", "no points");
  const times: number[] = [];
  const values: Record<string, TypedExpression> = {};
  let sound = counts !== undefined && between !== undefined;
  for (const [at, expression] of points) {
    const value = yield* checkValue(expression, "a value of a schedule", scope, context);
    const time = yield* timeOf(at, scope, context);
    sound &&= value !== undefined && time !== undefined;
    if (time === undefined || value === undefined) continue;
    const last = times.at(-1);
    if (last === undefined && time !== 0) return wrong(at.span, "begin at 0", String(time));
    if (last !== undefined && !(time > last && time < Infinity))
      return wrong(at.span, "increase", `${String(time)} after ${String(last)}`);
    values[times.length === 0 ? "x" : `x${times.length}`] = value;
    times.push(time);
  }
  if (!sound || counts === undefined) return undefined;
  return { arguments: values, options: { form: "piecewise", counts, points: times, between: between ?? "hold" } };
}

/** A value at param rate or slower. */
function* checkValue(
  expression: Expression | undefined,
  what: string,
  scope: Scope,
  context: Context,
): Checking<TypedExpression | undefined> {
  if (expression === undefined) return undefined;
  const value = expectRate(yield* defer(context.check(expression, scope)), what, "param", scope, context);
  return value.kind === "error" ? undefined : value;
}

function* timeOf(at: Expression, scope: Scope, context: Context): Checking<number | undefined> {
  const typed = yield* defer(context.check(at, scope));
  if (typed.kind === "error") return undefined;
  const time = typed.type.shape.length === 0 && typed.type.unit === undefined ? evaluate(typed)?.[0] : undefined;
  if (time === undefined)
    context.report(scope, report("not-constant", at.span, { what: "a point of a schedule", rate: typed.rate }));
  return time;
}

/** One of a list of words; the first of them where the argument is left out. */
function wordIn<Word extends string>(
  words: readonly [Word, ...Word[]],
  parameter: string,
  value: Expression | undefined,
  scope: Scope,
  context: Context,
): Word | undefined {
  if (value === undefined) return words[0];
  const written = value.kind === "name" ? value.name : "";
  const word = words.find((candidate) => candidate === written);
  if (word === undefined)
    context.report(
      scope,
      report(
        "unknown-word",
        value.span,
        { function: "schedule", parameter, words: orList(words) },
        suggestion(written, words, value.span),
      ),
    );
  return word;
}

/** `1e6 steps`: there is no default for what is counted. */
function lengthOf(
  over: Expression | undefined,
  scope: Scope,
  context: Context,
): { readonly counts: ClockCount; readonly length: number } | undefined {
  if (over === undefined) return undefined;
  const [sign, literal] = over.kind === "unary" && over.operator === "-" ? [-1, over.operand] : [1, over];
  const [factor, more] = literal.kind === "number" ? (literal.unit?.factors ?? []) : [];
  const counts = clockCounts.find((count) => factor?.[0] === count && factor[1] === 1 && more === undefined);
  if (counts === undefined || literal.kind !== "number") {
    const help = "write `over: 1e6 steps`, or `updates` or `episodes` in place of `steps`";
    context.report(scope, report("schedule-clock", over.span, { expected: "a length and what counts it" }, { help }));
    return undefined;
  }
  const length = sign * literal.value;
  if (length > 0 && length < Infinity) return { counts, length };
  const wrong = { builtin: "schedule", parameter: "over", expected: "a length above 0", found: String(length) };
  context.report(scope, report("argument-value", over.span, wrong));
  return undefined;
}

/** `steps`: what the points of `piecewise` count. */
function countOf(over: Expression | undefined, scope: Scope, context: Context): ClockCount | undefined {
  if (over === undefined) return undefined;
  const counts = over.kind === "name" ? clockCounts.find((count) => count === over.name) : undefined;
  if (counts === undefined) {
    const expected = "what the points count, and no length";
    const help = "write `over: steps`, `over: updates` or `over: episodes`";
    context.report(scope, report("schedule-clock", over.span, { expected }, { help }));
  }
  return counts;
}

/** Whether both are above 0, or both below, as far as their ranges say. */
function haveOneSign(...values: readonly TypedExpression[]): boolean {
  const ranges = values.map(rangeOf);
  return ranges.every(([low]) => low > 0) || ranges.every(([, high]) => high < 0);
}

function rangeOf(value: TypedExpression): readonly [number, number] {
  const numbers = evaluate(value);
  return numbers === undefined
    ? (value.type.range ?? [-Infinity, Infinity])
    : [Math.min(...numbers), Math.max(...numbers)];
}

function shownRange(value: TypedExpression): string {
  const [low, high] = rangeOf(value);
  return low === high ? String(low) : `[${low}, ${high}]`;
}
