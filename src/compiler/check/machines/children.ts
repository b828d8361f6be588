import type { TypedExpression } from "../typed.js";
import { childrenOf } from "../walk.js";

/** The expressions directly inside of an expression; a `let` is looked through, other declarations are not. */
export function children(value: TypedExpression): readonly TypedExpression[] {
  return value.kind === "let" ? [value.let.value] : childrenOf(value);
}

/** Every expression below and including the roots, each object once, children before parents. Chains of any length are fine. */
export function everyExpression(roots: Iterable<TypedExpression>): readonly TypedExpression[] {
  const order: TypedExpression[] = [];
  const seen = new Set<TypedExpression>();
  const stack = [...roots].reverse().map((value) => ({ value, ready: false }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.ready) order.push(top.value);
    else if (!seen.has(top.value)) {
      seen.add(top.value);
      stack.push({ value: top.value, ready: true });
      for (const child of [...children(top.value)].reverse()) stack.push({ value: child, ready: false });
    }
  }
  return order;
}
