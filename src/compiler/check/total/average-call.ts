import { lookUp, type Unit } from "../../resolve/index.js";
import type { CallExpression, Expression } from "../../syntax/ast/index.js";
import { findLocal, scopeOf, type Scope } from "../scope.js";

/** What a step of an average-reward total is paid beside `total`: minus the average so far. */
export const baseline = "baseline";

/** The call if it makes a total whose average counts; a function of the spec may hide the name. */
export function averageCall(value: Expression, scope: Scope, unit: Unit): CallExpression | undefined {
  if (value.kind !== "call" || value.callee.kind !== "name" || value.callee.name !== "average_reward") return undefined;
  const { name } = value.callee;
  return findLocal(scope, name) !== undefined || lookUp(unit, name, scope.home) !== undefined ? undefined : value;
}

/** Whether the spec's objective is its average reward, from the text alone. */
export function isAveraged(unit: Unit): boolean {
  return unit.entries.some(
    ({ declaration, home }) =>
      declaration.kind === "total" && averageCall(declaration.value, scopeOf(home), unit) !== undefined,
  );
}
