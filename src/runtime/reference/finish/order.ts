import type { OrderNode } from "../../../compiler/ir/node.js";
import { unreachable } from "../../unreachable.js";
import { sizeOf } from "../indexing.js";
import { numberAt, type Column } from "./column.js";
import type { Layout } from "./layout.js";
import { partsOf } from "./parts.js";

/** What depends on the order of the included values of each scope. */
export function evaluateOrder(
  node: OrderNode,
  [value, included, key]: readonly Column[],
  layout: Layout,
  round: (value: number) => number,
): readonly Float64Array[] {
  if (value === undefined || included === undefined) throw new Error("an order of nothing");
  const { of, scope } = node;
  const elements = Array.from({ length: layout.count[of] }, (_, index) => index);
  const size = sizeOf(node.shape);
  const parts = partsOf(layout, [of, scope], key);
  const sorted = (members: readonly number[], at: number): readonly number[] =>
    members
      .filter((index) => numberAt(included, index, at) !== 0)
      .map((index) => numberAt(value, index, at))
      .sort((x, y) => x - y);
  const each = (compute: (at: number) => number): Float64Array =>
    Float64Array.from({ length: size }, (_, at) => compute(at));
  if (node.fn === "rank")
    return elements.map((self) =>
      each((at) =>
        numberAt(included, self, at) === 0 ? 0 : rank(node, sorted(parts.of(self), at), numberAt(value, self, at)),
      ),
    );
  const orderOf = (members: readonly number[]): Float64Array => each((at) => round(single(node, sorted(members, at))));
  if (node.exceptSelf === true)
    return elements.map((self) => orderOf(parts.of(self).filter((index) => index !== self)));
  if (key !== undefined) return elements.map((self) => orderOf(parts.of(self)));
  return Array.from({ length: layout.count[scope] }, (_, owner) => orderOf(parts.ofScope(owner)));
}

/** A quantile or the mode of sorted values. What is not a number has no place in an order, and no order has one without it. */
function single(node: OrderNode, sorted: readonly number[]): number {
  if (sorted.length === 0) return 0;
  if (sorted.some(Number.isNaN)) return NaN;
  return node.fn === "mode" ? mode(node, sorted) : quantile(node, sorted);
}

function quantile({ q = 0.5, ties }: OrderNode, sorted: readonly number[]): number {
  const position = q * (sorted.length - 1);
  const lower = sorted[Math.floor(position)] ?? NaN;
  const upper = sorted[Math.ceil(position)] ?? NaN;
  switch (ties) {
    case "lower":
      return lower;
    case "upper":
      return upper;
    case "linear":
      return lower === upper ? lower : lower + (upper - lower) * (position - Math.floor(position));
    default:
      return unreachable(ties);
  }
}

function mode({ ties }: OrderNode, sorted: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of sorted) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const winners = [...counts].filter(([, count]) => count === most).map(([value]) => value);
  return (ties === "upper" ? winners.at(-1) : winners[0]) ?? NaN;
}

function rank({ ties }: OrderNode, sorted: readonly number[], value: number): number {
  const below = sorted.filter((other) => other < value).length;
  const equal = sorted.filter((other) => other === value).length;
  switch (ties) {
    case "lower":
      return below + 1;
    case "upper":
      return below + equal;
    case "linear":
      return below + (equal + 1) / 2;
    default:
      return unreachable(ties);
  }
}
