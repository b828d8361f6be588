import type { GraphBuilder } from "../ir/builder.js";
import type { Node, NodeId, ReduceNode } from "../ir/node.js";
import { unreachable } from "../unreachable.js";
import type { Adjoint, Adjoints } from "./adjoints.js";

export function reduceBackward(adjoints: Adjoints, node: ReduceNode, gradient: Adjoint): void {
  const [x] = node.inputs;
  if (!adjoints.needs(x)) return;
  const { builder } = adjoints;
  const { shape } = builder.node(x);
  /** With axes of size 1 where the reduction has none. */
  const kept = (value: NodeId): NodeId =>
    builder.reshape(
      value,
      shape.map((size, axis) => (node.axes.includes(axis) ? 1 : size)),
    );
  const along = { ...gradient, node: kept(gradient.node) };
  switch (node.fn) {
    case "sum":
      return adjoints.add(x, along.node, gradient.masked);
    case "product":
      return adjoints.add(x, adjoints.scaled(along, productOfOthers(builder, x, node.axes, kept)), true);
    case "min":
    case "max":
      return adjoints.add(x, adjoints.scaled(along, shareOfEquals(builder, x, kept(node.id), node.axes, kept)), true);
    case "any":
    case "all":
      return;
    default:
      return unreachable(node.fn);
  }
}

/** For each element, the product of all others, zeros among them or not. */
function productOfOthers(b: GraphBuilder, x: NodeId, axes: readonly number[], kept: (value: NodeId) => NodeId): NodeId {
  const [zero, one] = [b.constant(0), b.constant(1)];
  const isZero = b.binary("equal", x, zero);
  const rest = kept(b.reduce("product", b.select(isZero, one, x), axes));
  const zeros = kept(b.reduce("sum", isZero, axes));
  const atZero = b.select(b.binary("equal", zeros, b.constant(1, "int")), rest, zero);
  const elsewhere = b.select(b.binary("equal", zeros, b.constant(0, "int")), b.binary("divide", rest, x), zero);
  return b.select(isZero, atZero, elsewhere);
}

/** 1/n for each of the n elements of `x` that equal `y`, 0 for the others. */
function shareOfEquals(
  b: GraphBuilder,
  x: NodeId,
  y: NodeId,
  axes: readonly number[],
  kept: (value: NodeId) => NodeId,
): NodeId {
  const equals = b.binary("equal", x, y);
  return b.binary("divide", b.cast(equals, "float"), kept(b.reduce("sum", equals, axes)));
}

/** Each element stands in the sums from its own place on. */
export function cumulativeSumBackward(
  adjoints: Adjoints,
  node: Extract<Node, { op: "cumulative-sum" }>,
  gradient: Adjoint,
): void {
  const [x] = node.inputs;
  if (!adjoints.needs(x)) return;
  const { builder } = adjoints;
  const size = node.shape[node.axis] ?? 0;
  const backwards = Array.from({ length: size }, (_, index) => size - 1 - index);
  const reversed = (value: NodeId): NodeId => builder.gather(value, node.axis, backwards);
  adjoints.add(x, reversed(builder.cumulativeSum(reversed(gradient.node), node.axis)), gradient.masked);
}

/** Each element gets what the places with its value have, shared evenly among equals: n² comparisons for n elements. */
export function sortBackward(adjoints: Adjoints, node: Extract<Node, { op: "sort" }>, gradient: Adjoint): void {
  const [x] = node.inputs;
  if (!adjoints.needs(x)) return;
  const { builder } = adjoints;
  const rest = node.shape.slice(0, -1);
  const size = node.shape.at(-1) ?? 1;
  const ofElements = (value: NodeId): NodeId => builder.reshape(value, [...rest, size, 1]);
  const ofPlaces = (value: NodeId): NodeId => builder.reshape(value, [...rest, 1, size]);
  const equals = builder.binary("equal", ofElements(x), ofPlaces(node.id));
  const share = builder.binary(
    "divide",
    builder.cast(equals, "float"),
    ofPlaces(builder.reduce("sum", equals, [rest.length])),
  );
  const passed = adjoints.scaled({ node: ofPlaces(gradient.node), masked: true }, share);
  adjoints.add(x, builder.reduce("sum", passed, [rest.length + 1]), true);
}
