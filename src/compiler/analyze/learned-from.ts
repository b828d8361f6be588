import type { TypedExpression, TypedSpec } from "../check/typed.js";
import { walk } from "../check/walk.js";

/** Whether the learner is given sums of `total`: it has no advantage, or one that reads them. */
export function learnsFromReturn({ finish }: TypedSpec): boolean {
  const advantage = finish?.advantage;
  return advantage === undefined || readsReturn(advantage);
}

/** Whether a value reads `return`, or what it adds up. */
export function readsReturn(value: TypedExpression): boolean {
  let found = false;
  walk(
    [value],
    ({ kind, ...rest }) => {
      if (kind === "environment" && "name" in rest && ["return", "total", "reward"].includes(rest.name)) found = true;
    },
    { lets: true },
  );
  return found;
}
