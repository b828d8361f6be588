import { report } from "../../diagnostics/report.js";
import { lookUp } from "../../resolve/index.js";
import type { CallExpression, Expression } from "../../syntax/ast/index.js";
import type { Context, DefinitionOf } from "../context.js";
import { argumentScope } from "../machine/template.js";
import { findLocal, type Scope } from "../scope.js";
import type { Checking } from "../task.js";

/** The body of a template with its parameters bound. */
export interface Instance {
  readonly template: DefinitionOf<"objective">;
  readonly formula: Expression;
  readonly scope: Scope;
}

/** Instances that stand in each other; templates that call themselves never end. */
const deepest = 100;

/** What `Within(coffee, 5)` stands for where `Within` is a template of objectives; `none` where it is not, `undefined` after a mistake. */
export function* templateCall(
  call: CallExpression,
  scope: Scope,
  context: Context,
): Checking<Instance | "none" | undefined> {
  const { callee } = call;
  const template =
    callee.kind === "name" && findLocal(scope, callee.name) === undefined
      ? lookUp(context.unit, callee.name, scope.home)
      : undefined;
  if (template?.kind !== "objective") return "none";
  const { declaration } = template;
  if (depthOf(scope) >= deepest) {
    context.report(
      scope,
      report("cyclic-definition", call.span, {
        name: template.name,
        path: `\`${template.name}\` → … → \`${template.name}\``,
      }),
    );
    return undefined;
  }
  const inside = yield* argumentScope(template, declaration.parameters, call.arguments, call.span, scope, context);
  return inside && { template, formula: declaration.formula, scope: { ...inside, instances: depthOf(scope) + 1 } };
}

function depthOf({ instances = 0 }: Scope): number {
  return instances;
}
