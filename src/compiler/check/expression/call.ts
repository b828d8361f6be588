import { aggregators, builtins, laterBuiltins } from "../../builtins/index.js";
import { report } from "../../diagnostics/report.js";
import { describeDefinition } from "../../resolve/definition.js";
import { lookUp, visibleNames } from "../../resolve/index.js";
import type { CallExpression, NameExpression } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { errorAt } from "../make.js";
import { findLocal, type Scope } from "../scope.js";
import type { Checking } from "../task.js";
import { averageCall } from "../total/average-call.js";
import { componentsCall, type ComponentsCall } from "../total/components.js";
import type { TypedExpression } from "../typed.js";
import { checkBuffer } from "./buffer.js";
import { callBuiltin } from "./builtin-call.js";
import { callFunction } from "./function-call.js";
import { checkLength } from "./length.js";
import { checkEntered } from "./machine-field.js";
import { checkSchedule } from "./schedule.js";
import { misplacedScheme, schemeCalled } from "./scheme.js";
import { checkTelescope } from "./trajectory.js";
import { mayBeMissing, suggestion } from "./name.js";

/** `f(x)`: a function of the spec or of the prelude, a built-in, or `M.entered(S)`. */
export function* checkCall(expression: CallExpression, scope: Scope, context: Context): Checking<TypedExpression> {
  const { callee } = expression;
  if (callee.kind === "field") {
    const entered = yield* checkEntered(expression, scope, context);
    if (entered !== undefined) return entered;
    context.report(scope, report("unknown-function", callee.field.span, { name: callee.field.name }));
    return errorAt(expression.span);
  }
  const definition =
    findLocal(scope, callee.name) === undefined ? lookUp(context.unit, callee.name, scope.home) : undefined;
  if (definition?.kind === "def") return yield* callFunction(definition, expression, scope, context);
  const scheme = schemeCalled(expression, scope, context);
  if (scheme !== undefined) return misplacedScheme(scheme, expression, scope, context);
  const total = componentsCall(expression, scope, context.unit);
  if (total !== undefined) return misplacedTotal(total, scope, context);
  if (averageCall(expression, scope, context.unit) !== undefined) return misplacedAverage(expression, scope, context);
  if (callee.name === "schedule") return yield* checkSchedule(expression, scope, context);
  if (callee.name === "buffer") return yield* checkBuffer(expression, scope, context);
  if (callee.name === "length" && expression.arguments.length > 0)
    return yield* checkLength(expression, scope, context);
  const builtin = builtins.get(callee.name);
  if (builtin !== undefined) return yield* callBuiltin(builtin, expression, scope, context);
  if (definition?.kind === "model") return errorAt(expression.span);
  if (definition?.kind === "terms" && definition.declaration.parameters.length > 0) return errorAt(expression.span);
  if (callee.name === "telescope") return yield* checkTelescope(expression, scope, context);
  if (laterBuiltins.has(callee.name)) context.notYet(scope, `\`${callee.name}(…)\``, expression.span);
  else if (aggregators.has(callee.name) || callee.name === "suffix_sum" || callee.name === "spread") {
    const over = overExample(callee.name);
    context.report(
      scope,
      report(
        "unknown-function",
        callee.span,
        { name: callee.name },
        { help: `\`${callee.name}\` ${over.reads}: \`${callee.name}(…) over ${over.scope}\`` },
      ),
    );
  } else if (definition !== undefined) {
    const isTemplate = definition.kind === "machine" || definition.kind === "objective";
    context.report(
      scope,
      report(
        "not-a-function",
        callee.span,
        { name: callee.name, what: describeDefinition(definition) },
        {
          related: [{ span: definition.span, label: "declared here" }],
          ...(isTemplate && definition.declaration.parameters.length > 0
            ? {
                help: `declare an instance and name it here: \`${definition.kind} ${callee.name}1 = ${callee.name}(…)\``,
              }
            : {}),
        },
      ),
    );
  } else reportUnknown(callee, scope, context);
  return errorAt(expression.span);
}

/** `vector(…)` or `lexicographic(…)` anywhere but as the whole of `total`. */
function misplacedTotal({ order, call }: ComponentsCall, scope: Scope, context: Context): TypedExpression {
  const help =
    order === "vector" ? "a list of numbers is written `[a, b]`" : `declare it alone: \`total = ${order}(…)\``;
  context.report(scope, report("misplaced-components", call.span, { function: order }, { help }));
  return errorAt(call.span);
}

/** `average_reward(…)` anywhere but as the whole of `total`. */
function misplacedAverage({ span }: CallExpression, scope: Scope, context: Context): TypedExpression {
  const help = "declare it alone, of one number: `total = average_reward(E, step: 0.01)`";
  context.report(scope, report("misplaced-components", span, { function: "average_reward" }, { help }));
  return errorAt(span);
}

/** How an aggregator that was called like a function is used. */
function overExample(name: string): { readonly reads: string; readonly scope: string } {
  const aggregator = aggregators.get(name);
  if (aggregator?.lower !== undefined) return { reads: "aggregates over time", scope: "past" };
  return aggregator?.ofEach === true
    ? { reads: "compares each value with the others", scope: "group" }
    : { reads: "needs whole trajectories", scope: "episode" };
}

function reportUnknown(callee: NameExpression, scope: Scope, context: Context): void {
  if (mayBeMissing(callee.name, scope, context)) return;
  const local = findLocal(scope, callee.name);
  if (local !== undefined) {
    context.report(scope, report("not-a-function", callee.span, { name: callee.name, what: "a value" }));
    return;
  }
  const functions = visibleNames(context.unit, scope.home).filter(
    (name) => lookUp(context.unit, name, scope.home)?.kind === "def",
  );
  context.report(
    scope,
    report(
      "unknown-function",
      callee.span,
      { name: callee.name },
      suggestion(callee.name, [...functions, ...builtins.keys()], callee.span),
    ),
  );
}
