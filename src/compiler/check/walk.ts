import { unreachable } from "../unreachable.js";
import type { TypedExpression } from "./typed.js";

/** The expressions that `expression` is made of; those of a `let` are not among them. */
export function childrenOf(expression: TypedExpression): readonly TypedExpression[] {
  switch (expression.kind) {
    case "constant":
    case "signal":
    case "param":
    case "environment":
    case "let":
    case "term":
    case "machine":
    case "objective":
    case "scheme":
    case "shaping":
    case "error":
      return [];
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "select":
      return [expression.condition, expression.then, expression.else];
    case "vector":
      return expression.items;
    case "index":
      return [expression.value, ...expression.items.flatMap((item) => (item.kind === "dynamic" ? [item.index] : []))];
    case "permute":
      return [expression.value];
    case "call":
      return Object.values(expression.arguments);
    case "segment":
      return [expression.of.condition];
    case "aggregate":
      return [
        ...(expression.value === undefined ? [] : [expression.value]),
        ...(expression.by === undefined ? [] : [expression.by.key]),
        ...(expression.where === undefined ? [] : [expression.where]),
        ...(expression.empty === undefined ? [] : [expression.empty]),
        ...(expression.scope.kind === "segment" ? [expression.scope.segment.condition] : []),
      ];
    case "buffer":
      return expression.of.where === undefined ? [expression.of.value] : [expression.of.value, expression.of.where];
    case "member":
    case "trajectory":
    case "payment":
      return [expression.value];
    case "causal":
      return [
        ...(expression.value === undefined ? [] : [expression.value]),
        ...(expression.window.kind === "past" && expression.window.after !== undefined
          ? [expression.window.after]
          : []),
        ...(expression.where === undefined ? [] : [expression.where]),
        ...(expression.empty === undefined ? [] : [expression.empty]),
      ];
    default:
      return unreachable(expression);
  }
}

/**
 * Visits every expression below `roots` once, parents first, through `let`s where `lets` is set. `enter` returns false to leave
 * out what is below. Needs no stack, however deep the tree is.
 */
export function walk(
  roots: readonly TypedExpression[],
  enter: (expression: TypedExpression) => boolean | void,
  options: { readonly lets: boolean },
): void {
  const seen = new Set<unknown>();
  const open = [...roots].reverse();
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    if (seen.has(top)) continue;
    seen.add(top);
    if (enter(top) === false) continue;
    if (top.kind === "let" && options.lets && !seen.has(top.let)) {
      seen.add(top.let);
      open.push(top.let.value);
    }
    open.push(...[...childrenOf(top)].reverse());
  }
}
