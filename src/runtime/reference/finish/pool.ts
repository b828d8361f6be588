import type { PoolFunction, PoolNode } from "../../../compiler/ir/node.js";
import { unreachable } from "../../unreachable.js";
import { sizeOf } from "../indexing.js";
import { roundedSum, type Rounding } from "../rounded-sum.js";
import { numberAt, type Column } from "./column.js";
import type { Layout } from "./layout.js";
import { partsOf } from "./parts.js";

/** Many numbers as one; 0 (sum 0, product 1, any 0, all 1) where there are none. */
export function pooled(fn: PoolFunction, values: readonly number[], round: Rounding): number {
  switch (fn) {
    case "sum":
      return values.reduce((sum, value) => roundedSum(sum, value, round), 0);
    case "product":
      return values.reduce((product, value) => round(product * value), 1);
    case "min":
      return values.length === 0 ? 0 : values.reduce((least, value) => Math.min(least, value));
    case "max":
      return values.length === 0 ? 0 : values.reduce((greatest, value) => Math.max(greatest, value));
    case "any":
      return values.some((value) => value !== 0) ? 1 : 0;
    case "all":
      return values.every((value) => value !== 0) ? 1 : 0;
    case "first":
      return values[0] ?? 0;
    case "last":
      return values.at(-1) ?? 0;
    default:
      return unreachable(fn);
  }
}

/** Included values of each scope as one, by key, with or without the element's own. */
export function evaluatePool(
  node: PoolNode,
  [value, included, key]: readonly Column[],
  layout: Layout,
  round: Rounding,
): readonly Float64Array[] {
  if (value === undefined || included === undefined) throw new Error("a pool of nothing");
  const { of, scope } = node;
  const all = Array.from({ length: layout.count[of] }, (_, index) => index);
  const isSelf = (pair: number): boolean => layout.pairs[pair]?.this === layout.pairs[pair]?.other;
  const elements = of === "pair" && node.exceptSelf === true ? all.filter((pair) => !isSelf(pair)) : all;
  const parts = partsOf(layout, [of, scope], key, elements);
  const poolOf = (indices: readonly number[]): Float64Array =>
    Float64Array.from({ length: sizeOf(node.shape) }, (_, at) =>
      pooled(
        node.fn,
        indices.filter((index) => numberAt(included, index, at) !== 0).map((index) => numberAt(value, index, at)),
        round,
      ),
    );
  if (node.exceptSelf === true && of !== "pair")
    return elements.map((self) => poolOf(parts.of(self).filter((index) => index !== self)));
  if (key !== undefined) {
    const pools = new Map<readonly number[], Float64Array>();
    return elements.map((index) => {
      const part = parts.of(index);
      const known = pools.get(part) ?? poolOf(part);
      pools.set(part, known);
      return known;
    });
  }
  return Array.from({ length: layout.count[scope] }, (_, owner) => poolOf(parts.ofScope(owner)));
}
