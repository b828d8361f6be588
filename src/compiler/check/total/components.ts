import { lookUp, type Unit } from "../../resolve/index.js";
import type { Argument, CallExpression, Expression, NameExpression } from "../../syntax/ast/index.js";
import { findLocal, scopeOf, type Scope } from "../scope.js";

/** `vector(…)`, whose components are worth what the learner says, and `lexicographic(…)`, where earlier ones come first. */
export type ComponentOrder = "vector" | "lexicographic";

/** The call that makes a total of several components, in the text. */
export interface ComponentsCall {
  readonly order: ComponentOrder;
  readonly call: CallExpression & { readonly callee: NameExpression };
}

/** The call if it makes a total of several components; a function of the spec may hide the name. */
export function componentsCall(value: Expression, scope: Scope, unit: Unit): ComponentsCall | undefined {
  if (value.kind !== "call" || value.callee.kind !== "name") return undefined;
  const { name } = value.callee;
  if (name !== "vector" && name !== "lexicographic") return undefined;
  if (findLocal(scope, name) !== undefined || lookUp(unit, name, scope.home) !== undefined) return undefined;
  return { order: name, call: { ...value, callee: value.callee } };
}

/** The arguments that are components: all but the tolerance. */
export function componentArguments({ call }: ComponentsCall): readonly Argument[] {
  return call.arguments.filter(({ name }) => name?.name !== "tolerance");
}

/** What an argument says that its component is called: `speed: …`, or a name alone. */
export function componentName({ name, value }: Argument): string | undefined {
  return name?.name ?? (value.kind === "name" ? value.name : undefined);
}

/** Names of the total's components, from the text alone: what reads them may be checked before `total` is. `undefined` where the total is one number. */
export function componentNames(unit: Unit): readonly string[] | undefined {
  for (const { declaration, home } of unit.entries) {
    if (declaration.kind !== "total") continue;
    const call = componentsCall(declaration.value, scopeOf(home), unit);
    return call && componentArguments(call).flatMap((argument) => componentName(argument) ?? []);
  }
  return undefined;
}
