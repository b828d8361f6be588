import { report } from "../../diagnostics/report.js";
import type { Argument, CallExpression } from "../../syntax/ast/index.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import { checkNumber } from "../declaration/term.js";
import { shown } from "../expect.js";
import { errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedAverage, TypedExpression } from "../typed.js";

/** What is averaged, and how the average follows it. */
interface CheckedAverage {
  readonly total: TypedExpression;
  readonly average?: TypedAverage;
}

type Option = "step" | "init";

/** `average_reward(E, step: β [, init: r0])`; the step has no default, since how fast the average moves is part of what is learnt. */
export function* checkAverage(call: CallExpression, scope: Scope, context: Context): Checking<CheckedAverage> {
  const options = new Map<Option, Argument>();
  const values: Argument[] = [];
  for (const argument of call.arguments) {
    const name = argument.name?.name;
    if (name === undefined) values.push(argument);
    else if (name !== "step" && name !== "init") reportUnknown(argument, name, scope, context);
    else if (options.has(name))
      context.report(
        scope,
        report("duplicate-argument", argument.span, { function: "average_reward", parameter: name }),
      );
    else options.set(name, argument);
  }
  const [value, ...more] = values;
  for (const extra of more)
    context.report(
      scope,
      report("extra-argument", extra.span, { function: "average_reward", count: "one value, whose average counts" }),
    );
  if (value === undefined)
    reportMissing(call, "E", "say whose average counts: `average_reward(sum(terms), step: 0.01)`");
  const total =
    value === undefined ? errorAt(call.span) : yield* checkNumber(value.value, "an average reward", scope, context);
  const given = options.get("step");
  if (given === undefined) reportMissing(call, "step", "say how far the average moves in a step: `step: 0.01`");
  const step = given && (yield* checkOption("step", given, scope, context));
  const start = options.get("init");
  const initial = start === undefined ? 0 : yield* checkOption("init", start, scope, context);
  return step === undefined || initial === undefined ? { total } : { total, average: { step, initial } };

  function reportMissing({ span }: CallExpression, parameter: string, help: string): void {
    context.report(scope, report("missing-argument", span, { function: "average_reward", parameter }, { help }));
  }
}

/** A constant in its range; `undefined` after a mistake. */
function* checkOption(
  option: Option,
  { value: expression }: Argument,
  scope: Scope,
  context: Context,
): Checking<number | undefined> {
  const value = yield* defer(context.check(expression, scope));
  if (value.kind === "error") return undefined;
  const number = value.type.shape.length === 0 ? evaluate(value)?.[0] : undefined;
  const isFit = option === "step" ? (x: number) => x > 0 && x <= 1 : Number.isFinite;
  if (number !== undefined && isFit(number)) return number;
  const expected = option === "step" ? "a constant number above 0 and not above 1" : "a constant number";
  const found = number === undefined ? `${shown(value)} of rate ${value.rate}` : String(number);
  context.report(scope, report("invalid-average", expression.span, { option, expected, found }));
  return undefined;
}

function reportUnknown({ span }: Argument, name: string, scope: Scope, context: Context): void {
  context.report(
    scope,
    report("unknown-option", span, { what: "average_reward", name }, { help: "it has `step` and `init`" }),
  );
}
