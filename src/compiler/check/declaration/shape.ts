import { report } from "../../diagnostics/report.js";
import { lookUp, type Entry } from "../../resolve/index.js";
import type { Span } from "../../source/span.js";
import type { Argument, Expression, ShapeDeclaration } from "../../syntax/ast/index.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import { expectRate } from "../expect.js";
import { atStep, numberConstant } from "../make.js";
import { scopeOf, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpression, TypedShape } from "../typed.js";
import { checkInto } from "../total/into.js";
import { walk } from "../walk.js";
import { checkNumber } from "./term.js";

/** A shaping; potentials are called `potential`, `potential 2`, …, others as their machine. `undefined` after a mistake. */
export function* checkShape(
  declaration: ShapeDeclaration,
  taken: ReadonlySet<string>,
  home: Entry["home"],
  context: Context,
): Checking<TypedShape | undefined> {
  const into = checkInto(declaration.into, "a shaping", declaration.span, scopeOf(home), context);
  const shape = yield* checkForm(declaration, taken, home, context);
  return shape === undefined || into === undefined ? shape : { ...shape, into };
}

function* checkForm(
  declaration: ShapeDeclaration,
  taken: ReadonlySet<string>,
  home: Entry["home"],
  context: Context,
): Checking<TypedShape | undefined> {
  const scope = scopeOf(home);
  const { form, span } = declaration;
  const weight =
    declaration.weight === undefined
      ? numberConstant(1, "int", span)
      : expectRate(
          yield* checkNumber(declaration.weight, "a weight", scope, context),
          "a weight",
          "param",
          scope,
          context,
        );
  switch (form.kind) {
    case "progress":
      return yield* checkProgress(form.objective, weight, span, taken, scope, context);
    case "potential": {
      const unknown = declaration.options[0];
      if (unknown !== undefined) reportOption(unknown, "shape potential", scope, context);
      const potential = yield* checkNumber(form.potential, "a potential", scope, context);
      reportReads(potential, scope, context);
      return { name: freshName("potential", taken), weight, span, form: "potential", potential };
    }
    case "value-iteration": {
      const sign = yield* checkSign(declaration.options, scope, context);
      const { machine } = form;
      const definition = machine.kind === "name" ? lookUp(context.unit, machine.name, scope.home) : undefined;
      if (definition?.kind !== "machine") {
        if (machine.kind !== "error") {
          const isObjective = definition?.kind === "objective";
          context.report(
            scope,
            report(
              "type-mismatch",
              machine.span,
              {
                what: "what value iteration runs on",
                expected: "a machine",
                found: isObjective ? "an objective" : "something else",
              },
              isObjective ? { help: `shape by its progress: \`shape ${definition.name} by progress\`` } : {},
            ),
          );
        }
        return undefined;
      }
      const known = yield* context.machine(definition);
      if (known === undefined || sign === undefined) return undefined;
      return { name: freshName(known.name, taken), weight, span, form: "value-iteration", machine: known.name, sign };
    }
  }
}

function* checkProgress(
  subject: Expression,
  weight: TypedExpression,
  span: Span,
  taken: ReadonlySet<string>,
  scope: Scope,
  context: Context,
): Checking<TypedShape | undefined> {
  const definition = subject.kind === "name" ? lookUp(context.unit, subject.name, scope.home) : undefined;
  const objective = definition?.kind === "objective" ? yield* context.objectiveInterface(definition) : undefined;
  if (objective === undefined && definition?.kind === "objective") return undefined;
  if (objective === undefined || objective.infinite) {
    if (subject.kind !== "error")
      context.report(
        scope,
        report("type-mismatch", subject.span, {
          what: "what `by progress` shapes",
          expected: "an objective on finite traces",
          found: objective === undefined ? "something else" : "one on infinite traces",
        }),
      );
    return undefined;
  }
  const potential: TypedExpression = {
    kind: "objective",
    type: { element: "float", shape: [], range: [0, 1] },
    ...atStep,
    span: subject.span,
    objective: objective.name,
    field: "progress",
  };
  return { name: freshName(objective.name, taken), weight, span, form: "potential", potential };
}

function freshName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let copy = 2; ; copy++) {
    if (!taken.has(`${name} ${copy}`)) return `${name} ${copy}`;
  }
}

function* checkSign(options: readonly Argument[], scope: Scope, context: Context): Checking<1 | -1 | undefined> {
  let sign: 1 | -1 = 1;
  for (const option of options) {
    if (option.name?.name !== "sign") {
      reportOption(option, "by value iteration", scope, context);
      continue;
    }
    const value = evaluate(yield* defer(context.check(option.value, scope)))?.[0];
    if (value !== 1 && value !== -1) {
      context.report(
        scope,
        report("type-mismatch", option.span, {
          what: "`sign`",
          expected: "1 or -1",
          found: value === undefined ? "something else" : String(value),
        }),
      );
      return undefined;
    }
    sign = value;
  }
  return sign;
}

function reportOption(option: Argument, what: string, scope: Scope, context: Context): void {
  context.report(scope, report("unknown-option", option.span, { what, name: option.name?.name ?? "…" }));
}

/** A potential is a function of the state: it has no action, no reward and no event of the step. */
function reportReads(potential: TypedExpression, scope: Scope, context: Context): void {
  const found = new Map<string, TypedExpression>();
  walk(
    [potential],
    (expression) => {
      const what = forbidden(expression, context);
      if (what !== undefined && !found.has(what)) found.set(what, expression);
    },
    { lets: true },
  );
  for (const [what, { span }] of found)
    context.report(
      scope,
      report(
        "potential-reads",
        span,
        { what },
        { help: "read signals, machine states and what is remembered of them" },
      ),
    );
}

function forbidden(expression: TypedExpression, context: Context): string | undefined {
  switch (expression.kind) {
    case "signal":
      return context.isAction(expression.name) ? `the action \`${expression.name}\`` : undefined;
    case "term":
      return `the term \`${expression.term}\``;
    case "machine":
      return expression.field.kind === "reward" ? `the reward of \`${expression.machine}\`` : undefined;
    case "environment":
      return expression.name === "total" ||
        expression.name === "terminated" ||
        expression.name === "truncated" ||
        expression.name === "ended"
        ? `\`${expression.name}\``
        : undefined;
    case "call":
      return expression.builtin === "rising" || expression.builtin === "first"
        ? `\`${expression.builtin}\``
        : undefined;
    default:
      return undefined;
  }
}
