import { builtins } from "../../builtins/index.js";
import type { TypedExpression } from "../typed.js";
import { children } from "./children.js";

/** What an expression needs at a reset: operators with state begin with values of their own. */
export function readAtReset(root: TypedExpression): readonly TypedExpression[] {
  const found: TypedExpression[] = [];
  const stack = [root];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    found.push(value);
    if (
      value.kind === "causal" ||
      value.kind === "buffer" ||
      (value.kind === "call" && builtins.get(value.builtin)?.stateful === true)
    )
      continue;
    stack.push(...children(value));
  }
  return found;
}
