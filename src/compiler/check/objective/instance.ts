import { report } from "../../diagnostics/report.js";
import { lookUp } from "../../resolve/index.js";
import type { CallExpression, Expression } from "../../syntax/ast/index.js";
import type { Context, DefinitionOf } from "../context.js";
import { argumentScope } from "../machine/template.js";
import { recursion } from "../recursion.js";
import { findLocal, type Scope } from "../scope.js";
import type { Checking } from "../task.js";

/** The body of a template with its parameters bound. */
export interface Instance {
  readonly template: DefinitionOf<"objective">;
  readonly formula: Expression;
  readonly scope: Scope;
}

/** What `Within(coffee, 5)` stands for where `Within` is a template of objectives; `none` where it is not, `undefined` after a mistake. */
export function* templateCall(
  call: CallExpression,
  scope: Scope,
  context: Context,
): Checking<Instance | "none" | undefined> {
  const template = templateOf(call, scope, context);
  if (template === undefined) return "none";
  const { declaration, home, name } = template;
  const path = recursion(declaration, name, scope);
  if (path !== undefined) {
    // Templates cannot stop calling themselves: there is nothing that an instance could decide by.
    context.report({ ...scope, calls: undefined }, report("cyclic-definition", call.span, { name, path }));
    return undefined;
  }
  if (!context.copied(scope, call.span)) return undefined;
  const inside = yield* argumentScope(template, declaration.parameters, call.arguments, call.span, scope, context);
  if (inside === undefined) return undefined;
  context.called(declaration);
  const calls = { declaration, standard: home.standard, arguments: new Map(), span: call.span, outer: scope.calls };
  return { template, formula: declaration.formula, scope: { ...inside, calls, copied: true } };
}

/** Whether the call is an instance of a template of objectives. */
export function callsTemplate(call: CallExpression, scope: Scope, context: Context): boolean {
  return templateOf(call, scope, context) !== undefined;
}

function templateOf({ callee }: CallExpression, scope: Scope, context: Context): DefinitionOf<"objective"> | undefined {
  if (callee.kind !== "name" || findLocal(scope, callee.name) !== undefined) return undefined;
  const definition = lookUp(context.unit, callee.name, scope.home);
  return definition?.kind === "objective" ? definition : undefined;
}
