import { report } from "../../diagnostics/report.js";
import type { CallExpression } from "../../syntax/ast/index.js";
import type { Context, DefinitionOf } from "../context.js";
import { errorAt } from "../make.js";
import { withLocals, type CallSite, type Local, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpression } from "../typed.js";
import { matchArguments } from "./match-arguments.js";

/**
 * A call of a `def`: its body with the arguments put in. Arguments are values, computed once; the body is checked anew, so that
 * each call owns its state.
 */
export function* callFunction(
  definition: DefinitionOf<"def">,
  expression: CallExpression,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const { declaration, home } = definition;
  if (isRecursive(definition, expression, scope, context)) return errorAt(expression.span);
  const parameters = declaration.parameters.map((parameter) => ({
    name: parameter.name.name,
    optional: parameter.default !== undefined,
  }));
  const matched = matchArguments(definition.name, parameters, expression.arguments, expression.span, scope, context);
  if (matched === undefined) return errorAt(expression.span);
  context.called(declaration);
  const calls: CallSite = { declaration, span: expression.span, outer: scope.calls };
  const inside: Scope = {
    home,
    locals: undefined,
    calls,
    copied: true,
    ...(scope.test === undefined ? {} : { test: scope.test }),
  };
  const locals = new Map<string, Local>();
  for (const parameter of declaration.parameters) {
    const given = matched.get(parameter.name.name)?.[0]?.value;
    const value =
      given === undefined
        ? parameter.default && (yield* defer(context.check(parameter.default, inside)))
        : yield* defer(context.check(given, scope));
    locals.set(parameter.name.name, { kind: "value", value: value ?? errorAt(parameter.span) });
  }
  return yield* defer(context.check(declaration.body, withLocals(inside, locals)));
}

function isRecursive(
  { declaration, name }: DefinitionOf<"def">,
  { span }: CallExpression,
  scope: Scope,
  context: Context,
): boolean {
  const names = [name];
  for (let site = scope.calls; site !== undefined; site = site.outer) {
    names.push(site.declaration.name.name);
    if (site.declaration !== declaration) continue;
    const path = names
      .reverse()
      .map((step) => `\`${step}\``)
      .join(" → ");
    context.report(
      { ...scope, calls: undefined },
      report(
        "recursive-function",
        span,
        { name, path },
        { related: [{ span: declaration.name.span, label: "declared here" }] },
      ),
    );
    return true;
  }
  return false;
}
