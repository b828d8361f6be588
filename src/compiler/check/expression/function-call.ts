import { report } from "../../diagnostics/report.js";
import type { CallExpression } from "../../syntax/ast/index.js";
import type { Context, DefinitionOf } from "../context.js";
import { errorAt } from "../make.js";
import { recursion } from "../recursion.js";
import { findLocal, withLocals, type CallSite, type Local, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpression } from "../typed.js";
import { matchArguments } from "./match-arguments.js";

/**
 * A call of a `def`: its body with the arguments put in. Arguments are values, computed once; the body is checked anew, so that
 * each call owns its state. What is found of the result later is found at the call.
 */
export function* callFunction(
  definition: DefinitionOf<"def">,
  expression: CallExpression,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const { declaration, home, name } = definition;
  const { span } = expression;
  const path = recursion(declaration, name, scope);
  if (path !== undefined) {
    const related = [{ span: declaration.name.span, label: "declared here" }];
    context.report({ ...scope, calls: undefined }, report("recursive-function", span, { name, path }, { related }));
    return errorAt(span);
  }
  const parameters = declaration.parameters.map((parameter) => ({
    name: parameter.name.name,
    optional: parameter.default !== undefined,
  }));
  const matched = matchArguments(name, parameters, expression.arguments, span, scope, context);
  if (matched === undefined) return errorAt(span);
  context.called(declaration);
  const written = new Map([...matched].flatMap(([parameter, given]) => given.map(({ value }) => [parameter, value])));
  const calls: CallSite = { declaration, standard: home.standard, arguments: written, span, outer: scope.calls };
  const inside: Scope = {
    home,
    locals: undefined,
    calls,
    copied: true,
    ...(scope.test === undefined ? {} : { test: scope.test }),
    ...(scope.agent === undefined ? {} : { agent: scope.agent }),
  };
  const locals = new Map<string, Local>();
  for (const parameter of declaration.parameters) {
    const given = matched.get(parameter.name.name)?.[0]?.value;
    const member = given?.kind === "name" ? findLocal(scope, given.name) : undefined;
    if (member?.kind === "member" || member?.kind === "agent") {
      locals.set(parameter.name.name, member);
      continue;
    }
    const value =
      given === undefined
        ? parameter.default && (yield* defer(context.check(parameter.default, inside)))
        : yield* defer(context.check(given, scope));
    locals.set(parameter.name.name, { kind: "value", value: value ?? errorAt(parameter.span) });
  }
  const result = yield* defer(context.check(declaration.body, withLocals(inside, locals)));
  return isArgument(result, locals) ? result : { ...result, span };
}

/** What a body hands back as it got it is lowered where it was written, once. */
function isArgument(value: TypedExpression, locals: ReadonlyMap<string, Local>): boolean {
  return [...locals.values()].some((local) => local.kind === "value" && local.value === value);
}
