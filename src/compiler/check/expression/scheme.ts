import { isBuchi } from "../../automata/temporal/omega/automaton.js";
import { schemeSteps, type Scheme } from "../../automata/temporal/omega/scheme.js";
import { report } from "../../diagnostics/report.js";
import { describeDefinition } from "../../resolve/definition.js";
import { lookUp } from "../../resolve/index.js";
import type { Argument, CallExpression, Expression } from "../../syntax/ast/index.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import { shown } from "../expect.js";
import { atStep, errorAt } from "../make.js";
import { findLocal, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpression, TypedInfiniteObjective } from "../typed.js";
import { matchArguments } from "./match-arguments.js";

/** The number that each scheme takes beside its objective; schemes without one have `undefined`. */
const numbers: ReadonlyMap<Scheme["kind"], "zeta" | "gamma_b" | undefined> = new Map([
  ["zeta_reach", "zeta"],
  ["zeta_discount", "zeta"],
  ["multi_discount", "gamma_b"],
  ["parity", "zeta"],
  ["reward_on_acc", undefined],
]);

function schemeNamed(name: string): Scheme["kind"] | undefined {
  return [...numbers.keys()].find((kind) => kind === name);
}

/** The scheme that an expression calls, if no function of the spec has its name. */
export function schemeCalled(expression: Expression, scope: Scope, context: Context): Scheme["kind"] | undefined {
  if (expression.kind !== "call" || expression.callee.kind !== "name") return undefined;
  const { name } = expression.callee;
  const hidden = findLocal(scope, name) !== undefined || lookUp(context.unit, name, scope.home) !== undefined;
  return hidden ? undefined : schemeNamed(name);
}

/** `zeta_reach(O, zeta: 0.99)` as the body of a term: what the scheme makes of an objective on infinite traces. */
export function* checkScheme(
  kind: Scheme["kind"],
  { arguments: given, span }: CallExpression,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const parameter = numbers.get(kind);
  const parameters = [{ name: "objective" }, ...(parameter === undefined ? [] : [{ name: parameter }])];
  const matched = matchArguments(kind, parameters, given, span, scope, context);
  if (matched === undefined) return errorAt(span);
  const [subject] = matched.get("objective") ?? [];
  const [number] = parameter === undefined ? [] : (matched.get(parameter) ?? []);
  const objective = subject && (yield* objectiveOf(kind, subject.value, scope, context));
  const value = number && parameter && (yield* betweenZeroAndOne(kind, parameter, number, scope, context));
  if (objective === undefined || (parameter !== undefined && value === undefined)) return errorAt(span);
  const scheme = schemeOf(kind, value ?? 0);
  if (kind !== "parity" && !isBuchi(objective.automaton)) {
    context.report(
      scope,
      report(
        "scheme-needs-buchi",
        subject?.span ?? span,
        { scheme: kind, objective: objective.name },
        {
          notes: [
            `its automaton needs priorities up to ${Math.max(...objective.automaton.priorities)}; accepting and other steps are priorities 1 and 0`,
          ],
          help: `use \`parity(${objective.name}, zeta: 0.99)\`, which takes every objective`,
        },
      ),
    );
    return errorAt(span);
  }
  if (kind === "reward_on_acc") {
    context.report(
      scope,
      report(
        "unsound-scheme",
        span,
        { objective: objective.name },
        {
          label: "pays for visits, however few traces go on with them",
          help: `use \`zeta_reach(${objective.name}, zeta: 0.99)\``,
        },
      ),
    );
  }
  if (setsDiscount(scheme, objective) && !declaresDiscount(context)) {
    context.report(
      scope,
      report(
        "scheme-discount",
        span,
        { scheme: kind },
        {
          label: "says how much the future counts in accepting steps only",
          help: "declare what it counts in the others: `discount 0.9999`",
        },
      ),
    );
    return errorAt(span);
  }
  return {
    kind: "scheme",
    objective: objective.name,
    scheme,
    part: "value",
    type: { element: "float", shape: [], range: [0, 1] },
    ...atStep,
    span,
  };
}

/** Reports a scheme anywhere but as the whole body of a term. */
export function misplacedScheme(
  kind: Scheme["kind"],
  { span }: CallExpression,
  scope: Scope,
  context: Context,
): TypedExpression {
  context.report(
    scope,
    report(
      "misplaced-scheme",
      span,
      { scheme: kind },
      {
        notes: [
          "a scheme ends episodes or sets their discount beside what it pays, so it cannot be a part of a formula",
        ],
        help: `give it a term of its own: \`term name weight 1 = ${kind}(…)\``,
      },
    ),
  );
  return errorAt(span);
}

/** Whether the scheme sets the discount of some steps. */
export function setsDiscount(scheme: Scheme, { automaton }: TypedInfiniteObjective): boolean {
  return schemeSteps(scheme, automaton.priorities).some(({ discount }) => discount !== undefined);
}

function declaresDiscount({ unit }: Context): boolean {
  return unit.entries.some(({ declaration }) => declaration.kind === "discount");
}

function schemeOf(kind: Scheme["kind"], value: number): Scheme {
  switch (kind) {
    case "zeta_reach":
    case "zeta_discount":
    case "parity":
      return { kind, zeta: value };
    case "multi_discount":
      return { kind, gamma: value };
    case "reward_on_acc":
      return { kind };
  }
}

function* objectiveOf(
  scheme: Scheme["kind"],
  expression: Expression,
  scope: Scope,
  context: Context,
): Checking<TypedInfiniteObjective | undefined> {
  const definition = expression.kind === "name" ? lookUp(context.unit, expression.name, scope.home) : undefined;
  if (definition?.kind === "objective") {
    const objective = yield* defer(context.objective(definition));
    if (objective === undefined) return undefined;
    if (objective.form === "infinite") return objective.objective;
    context.report(
      scope,
      report(
        "scheme-objective",
        expression.span,
        { scheme, found: "one on finite traces" },
        {
          related: [{ span: definition.span, label: "declared here" }],
          help: `pay it when it is decided: \`1 on satisfied ${definition.name}\``,
        },
      ),
    );
    return undefined;
  }
  if (definition !== undefined) {
    context.report(
      scope,
      report("scheme-objective", expression.span, { scheme, found: describeDefinition(definition) }),
    );
    return undefined;
  }
  const value = yield* defer(context.check(expression, scope));
  if (value.kind !== "error")
    context.report(scope, report("scheme-objective", expression.span, { scheme, found: shown(value) }));
  return undefined;
}

function* betweenZeroAndOne(
  scheme: Scheme["kind"],
  parameter: string,
  { value: expression }: Argument,
  scope: Scope,
  context: Context,
): Checking<number | undefined> {
  const value = yield* defer(context.check(expression, scope));
  if (value.kind === "error") return undefined;
  const number = value.type.shape.length === 0 ? evaluate(value)?.[0] : undefined;
  if (number !== undefined && number > 0 && number < 1) return number;
  const found = number === undefined ? `a value of rate \`${value.rate}\`` : String(number);
  context.report(scope, report("scheme-parameter", expression.span, { scheme, parameter, found }));
  return undefined;
}
