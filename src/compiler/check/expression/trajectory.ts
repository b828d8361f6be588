import { report } from "../../diagnostics/report.js";
import type { Argument, CallExpression, OverExpression, PlaceExpression } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { expectFixedLength, expectNumber } from "../expect.js";
import { errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpression, TypedTrajectory, ValueType } from "../typed.js";
import { orList } from "../words.js";
import { aggregateScope, scopeName } from "./aggregate-scope.js";
import { matchArguments } from "./match-arguments.js";
import { suggestion } from "./name.js";

/** `suffix_sum(x) over episode`: of each value and all later ones. */
export function* checkSuffixSum(
  given: readonly Argument[],
  expression: OverExpression,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const over = yield* scopeOfMove("suffix_sum", expression, scope, context);
  const value = yield* onlyNumber("suffix_sum", given, expression.span, scope, context);
  if (over === undefined || value === undefined) return errorAt(expression.span);
  if (over.kind !== "episode") {
    const reason = "it sums up to the end of the `episode`";
    context.report(
      scope,
      report("unfit-scope", expression.span, { aggregator: "suffix_sum", scope: scopeName(over), reason }),
    );
    return errorAt(expression.span);
  }
  return moved(value, { kind: "suffix_sum" }, expression.span);
}

/** `spread(x) over turn`: equal parts in all steps of the scope. */
export function* checkSpread(
  given: readonly Argument[],
  expression: OverExpression,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const over = yield* scopeOfMove("spread", expression, scope, context);
  const value = yield* onlyNumber("spread", given, expression.span, scope, context);
  if (over === undefined || value === undefined) return errorAt(expression.span);
  return moved(value, { kind: "spread", scope: over }, expression.span);
}

/** `place(x) at end of turn`: in the last step of the scope, 0 before. */
export function* checkPlace(expression: PlaceExpression, scope: Scope, context: Context): Checking<TypedExpression> {
  const over = yield* aggregateScope(expression.scope, scope, context);
  const placed = expectMovable(yield* defer(context.check(expression.value, scope)), "`place`", scope, context);
  if (over === undefined || placed.kind === "error") return errorAt(expression.span);
  if (isTooWide("place", over, expression.span, scope, context)) return errorAt(expression.span);
  return moved(placed, { kind: "place", scope: over }, expression.span);
}

const directions = ["fall", "rise"] as const;
const ends = ["0", "hold", "cut"] as const;

/** `telescope(x, fall|rise, after: 0|hold|cut)`: nothing is silent, so nothing has a default. */
export function* checkTelescope(expression: CallExpression, scope: Scope, context: Context): Checking<TypedExpression> {
  const { span } = expression;
  const parameters = [{ name: "x" }, { name: "direction" }, { name: "after" }];
  const matched = matchArguments("telescope", parameters, expression.arguments, span, scope, context);
  const [x, direction, after] = parameters.map(({ name }) => matched?.get(name)?.[0]?.value);
  if (x === undefined || direction === undefined || after === undefined) return errorAt(span);
  const value = expectMovable(yield* defer(context.check(x, scope)), "`telescope`", scope, context);
  const word = <Word extends string>(
    written: typeof x,
    parameter: string,
    words: readonly Word[],
  ): Word | undefined => {
    const text = written.kind === "name" ? written.name : written.kind === "number" ? written.text : "";
    const found = words.find((candidate) => candidate === text);
    if (found === undefined)
      context.report(
        scope,
        report(
          "unknown-word",
          written.span,
          { function: "telescope", parameter, words: orList(words) },
          suggestion(text, words, written.span),
        ),
      );
    return found;
  };
  const way = word(direction, "direction", directions);
  const end = word(after, "after", ends);
  if (value.kind === "error" || way === undefined || end === undefined) return errorAt(span);
  return moved(value, { kind: "telescope", direction: way, after: end }, span);
}

/** A number, or an array of them whose length does not vary. */
function expectMovable(value: TypedExpression, what: string, scope: Scope, context: Context): TypedExpression {
  return expectFixedLength(expectNumber(value, what, scope, context), what, scope, context);
}

/** Timings see terms, and say later how often the value changes. */
function moved(
  value: TypedExpression,
  operation: TypedTrajectory["operation"],
  span: TypedExpression["span"],
): TypedTrajectory {
  const { unit, shape } = value.type;
  const type: ValueType = { element: "float", shape, ...(unit === undefined ? {} : { unit }) };
  return { kind: "trajectory", type, rate: "step", availability: "episode", finish: true, span, value, operation };
}

function* onlyNumber(
  name: string,
  given: readonly Argument[],
  span: TypedExpression["span"],
  scope: Scope,
  context: Context,
): Checking<TypedExpression | undefined> {
  const argument = matchArguments(name, [{ name: "x" }], given, span, scope, context)?.get("x")?.[0];
  if (argument === undefined) return undefined;
  const value = expectMovable(yield* defer(context.check(argument.value, scope)), `\`${name}\``, scope, context);
  return value.kind === "error" ? undefined : value;
}

function* scopeOfMove(
  name: string,
  expression: OverExpression,
  scope: Scope,
  context: Context,
): ReturnType<typeof aggregateScope> {
  const { span } = expression;
  const refuse = (found: string, reason: string): undefined => {
    context.report(scope, report("unfit-scope", span, { aggregator: name, scope: found, reason }));
    return undefined;
  };
  if (expression.scope.kind !== "named") return refuse(expression.scope.kind, "it needs the whole scope");
  if (expression.by !== undefined || expression.where !== undefined || expression.exceptSelf)
    return refuse(expression.scope.name.name, "it takes no `by`, `where` or `except self`");
  const over = yield* aggregateScope(expression.scope.name, scope, context);
  return over === undefined || isTooWide(name, over, span, scope, context) ? undefined : over;
}

function isTooWide(
  name: string,
  over: NonNullable<ReturnType<typeof aggregateScope> extends Generator<unknown, infer T> ? T : never>,
  span: TypedExpression["span"],
  scope: Scope,
  context: Context,
): boolean {
  if (over.kind !== "group" && over.kind !== "batch") return false;
  const reason = "only segments and episodes have steps in order";
  context.report(scope, report("unfit-scope", span, { aggregator: name, scope: over.kind, reason }));
  return true;
}
