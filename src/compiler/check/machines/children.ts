import { unreachable } from "../../unreachable.js";
import type { TypedExpression } from "../typed.js";

/** The expressions directly inside of an expression; a `let` is looked through, other declarations are not. */
export function children(value: TypedExpression): readonly TypedExpression[] {
  switch (value.kind) {
    case "constant":
    case "signal":
    case "param":
    case "environment":
    case "term":
    case "machine":
    case "objective":
    case "scheme":
    case "shaping":
    case "error":
      return [];
    case "let":
      return [value.let.value];
    case "unary":
      return [value.operand];
    case "binary":
      return [value.left, value.right];
    case "select":
      return [value.condition, value.then, value.else];
    case "vector":
      return value.items;
    case "index":
      return [value.value, ...value.items.flatMap((item) => (item.kind === "dynamic" ? [item.index] : []))];
    case "permute":
      return [value.value];
    case "call":
      return Object.values(value.arguments);
    case "causal":
      return [
        ...(value.value === undefined ? [] : [value.value]),
        ...(value.window.kind === "past" && value.window.after !== undefined ? [value.window.after] : []),
        ...(value.where === undefined ? [] : [value.where]),
        ...(value.empty === undefined ? [] : [value.empty]),
      ];
    default:
      return unreachable(value);
  }
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
