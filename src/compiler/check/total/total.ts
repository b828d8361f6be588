import { report } from "../../diagnostics/report.js";
import type { Unit } from "../../resolve/index.js";
import type { Span } from "../../source/span.js";
import type { Argument, Expression } from "../../syntax/ast/index.js";
import { agentAxis, ofAgent } from "../agents/at-place.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import { single } from "../declaration/settings.js";
import { checkNumber } from "../declaration/term.js";
import { shown } from "../expect.js";
import { sumOfTerms } from "../expression/terms.js";
import { cast, errorAt, vector } from "../make.js";
import { scopeOf, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedAverage, TypedComponents, TypedExpression } from "../typed.js";
import { checkAverage } from "./average.js";
import { averageCall } from "./average-call.js";
import { componentArguments, componentName, componentsCall, type ComponentsCall } from "./components.js";

/** `total`; with components a vector of them. */
export interface CheckedTotal {
  readonly total: TypedExpression;
  readonly components?: TypedComponents;
  /** `total` is what is averaged. */
  readonly average?: TypedAverage;
  /** How many agents are paid apart; `total` is then a vector with a number for each. */
  readonly agents?: number;
}

/** `total = EXPR`, `total = vector(…)`, `total = lexicographic(…)` or `total = average_reward(…)`; the sum of all terms where none is declared. */
export function* checkTotal(unit: Unit, context: Context): Checking<CheckedTotal> {
  const declared = single(unit.entries, "total", context);
  const { main } = unit.modules;
  if (declared === undefined) {
    const span = main.file.name?.span ?? { ...main.file.span, end: main.file.span.start };
    return yield* forEachAgent(span, scopeOf(main), context, (scope) =>
      just(sumOfTerms(undefined, span, scope, context)),
    );
  }
  const { value } = declared.declaration;
  const scope = scopeOf(declared.home);
  const averaged = averageCall(value, scope, unit);
  if (averaged !== undefined) return yield* checkAverage(averaged, scope, context);
  const call = componentsCall(value, scope, unit);
  if (call === undefined)
    return yield* forEachAgent(value.span, scope, context, (place) => checkNumber(value, "`total`", place, context));
  if (context.agents === undefined || !context.perAgent.total()) return yield* checkComponents(call, scope, context);
  const help = "make one value of the agents': `sum(…) over agents`";
  context.report(scope, report("agents-and-components", call.call.span, { function: call.order }, { help }));
  return { total: errorAt(call.call.span) };
}

/** What is paid to all, or to each agent where that differs. */
function* forEachAgent(
  span: Span,
  scope: Scope,
  context: Context,
  total: (place: Scope) => Checking<TypedExpression>,
): Checking<CheckedTotal> {
  const { agents } = context;
  if (agents === undefined || !context.perAgent.total()) return { total: yield* total(scope) };
  const items: TypedExpression[] = [];
  for (let agent = 0; agent < agents; agent++) items.push(cast(yield* total(ofAgent(scope, agent)), "float"));
  if (items.some(({ kind }) => kind === "error")) return { total: errorAt(span) };
  return { total: vector(items, { element: "float", shape: [agentAxis(agents)] }, span), agents };
}

function* just(value: TypedExpression): Checking<TypedExpression> {
  return value;
}

function* checkComponents(made: ComponentsCall, scope: Scope, context: Context): Checking<CheckedTotal> {
  const { order, call } = made;
  const given = componentArguments(made);
  const tolerances = call.arguments.filter((argument) => !given.includes(argument));
  const names = namesOf(given, order, scope, context);
  const items: TypedExpression[] = [];
  for (const argument of given) {
    const what = `the component \`${componentName(argument) ?? "…"}\``;
    items.push(cast(yield* checkNumber(argument.value, what, scope, context), "float"));
  }
  const tolerance = yield* checkTolerance(made, tolerances, scope, context);
  if (given.length < 2)
    context.report(
      scope,
      report(
        "single-component",
        call.span,
        { function: order, found: given.length },
        { help: "a total that is one number is written alone: `total = …`" },
      ),
    );
  if (names === undefined || tolerance === undefined || given.length < 2 || items.some(({ kind }) => kind === "error"))
    return { total: errorAt(call.span) };
  const total = vector(items, { element: "float", shape: [{ size: items.length }] }, call.span);
  return { total, components: { names, ...(order === "vector" ? {} : { lexicographic: { tolerance } }) } };
}

/** The names, each once; `undefined` after a mistake. */
function namesOf(
  given: readonly Argument[],
  order: string,
  scope: Scope,
  context: Context,
): readonly string[] | undefined {
  const names = new Set<string>();
  for (const argument of given) {
    const name = componentName(argument);
    if (name === undefined) reportUnnamed(argument.value, scope, context);
    else if (names.has(name))
      context.report(scope, report("duplicate-argument", argument.span, { function: order, parameter: name }));
    else names.add(name);
  }
  return names.size === given.length ? [...names] : undefined;
}

function reportUnnamed({ span }: Expression, scope: Scope, context: Context): void {
  if (span.start === span.end) return;
  context.report(
    scope,
    report(
      "unnamed-component",
      span,
      {},
      {
        label: "what it is called does not follow from this",
        help: "write its name before it: `name: …`",
        fixes: [
          {
            title: "name it",
            edits: [{ span: { ...span, end: span.start }, text: "component: " }],
            applicability: "maybe",
          },
        ],
      },
    ),
  );
}

/** The tolerance of `lexicographic`, which must be given; 0 for `vector`, which has none. `undefined` after a mistake. */
function* checkTolerance(
  { order, call }: ComponentsCall,
  [given, again]: readonly Argument[],
  scope: Scope,
  context: Context,
): Checking<number | undefined> {
  if (order === "vector") {
    if (given === undefined) return 0;
    const help = "components of a vector have no order; `lexicographic` compares them one after the other";
    context.report(scope, report("unknown-option", given.span, { what: order, name: "tolerance" }, { help }));
    return undefined;
  }
  if (given === undefined) {
    const help = "say how far below the best an earlier component may stay: `tolerance: 0.1`";
    context.report(scope, report("missing-argument", call.span, { function: order, parameter: "tolerance" }, { help }));
    return undefined;
  }
  if (again !== undefined) {
    context.report(scope, report("duplicate-argument", again.span, { function: order, parameter: "tolerance" }));
    return undefined;
  }
  const value = yield* defer(context.check(given.value, scope));
  if (value.kind === "error") return undefined;
  const number = value.type.shape.length === 0 ? evaluate(value)?.[0] : undefined;
  if (number !== undefined && number >= 0 && number < Infinity) return number;
  const found = number === undefined ? `${shown(value)} of rate ${value.rate}` : String(number);
  context.report(scope, report("invalid-tolerance", given.value.span, { found }));
  return undefined;
}
