import { sizeOf } from "../ir/broadcast.js";
import type { GraphBuilder } from "../ir/builder.js";
import type { ConcatNode, GatherNode, Node, NodeId, SliceNode, TransposeNode } from "../ir/node.js";
import type { Adjoint, Adjoints } from "./adjoints.js";

export function reshapeBackward(
  adjoints: Adjoints,
  { inputs: [x] }: Extract<Node, { op: "reshape" }>,
  gradient: Adjoint,
): void {
  if (!adjoints.needs(x)) return;
  adjoints.add(x, adjoints.builder.reshape(gradient.node, adjoints.builder.node(x).shape), gradient.masked);
}

/** Zeros around the block. */
export function sliceBackward(adjoints: Adjoints, { inputs: [x], starts }: SliceNode, gradient: Adjoint): void {
  if (!adjoints.needs(x)) return;
  const { builder } = adjoints;
  const { shape } = builder.node(x);
  const padded = shape.reduce((value, size, axis) => {
    const before = starts[axis] ?? 0;
    const after = size - before - (builder.node(value).shape[axis] ?? 0);
    return builder.concat([...zeros(builder, value, axis, before), value, ...zeros(builder, value, axis, after)], axis);
  }, gradient.node);
  adjoints.add(x, padded, gradient.masked);
}

function zeros(b: GraphBuilder, like: NodeId, axis: number, size: number): readonly NodeId[] {
  if (size === 0) return [];
  const shape = b.node(like).shape.map((old, at) => (at === axis ? size : old));
  return [b.constant(new Array<number>(sizeOf(shape)).fill(0), "float", shape)];
}

/** To each place of the input the sum of what was picked from there. */
export function gatherBackward(
  adjoints: Adjoints,
  { inputs: [x], axis, indices }: GatherNode,
  gradient: Adjoint,
): void {
  if (!adjoints.needs(x)) return;
  const { builder } = adjoints;
  const size = builder.node(x).shape[axis] ?? 0;
  const places = Array.from({ length: size }, (_, place) => {
    const picked = indices.flatMap((index, at) => (index === place ? [at] : []));
    if (picked.length === 0) return zeros(builder, builder.gather(gradient.node, axis, [0]), axis, 1);
    const found = builder.gather(gradient.node, axis, picked);
    if (picked.length === 1) return [found];
    const shape = builder.node(found).shape.map((old, at) => (at === axis ? 1 : old));
    return [builder.reshape(builder.reduce("sum", found, [axis]), shape)];
  }).flat();
  adjoints.add(x, builder.concat(places, axis), gradient.masked);
}

export function concatBackward(adjoints: Adjoints, { inputs, axis }: ConcatNode, gradient: Adjoint): void {
  const { builder } = adjoints;
  const { shape } = builder.node(gradient.node);
  let begin = 0;
  for (const input of inputs) {
    const own = builder.node(input).shape;
    const starts = shape.map((_, at) => (at === axis ? begin : 0));
    if (adjoints.needs(input)) adjoints.add(input, builder.slice(gradient.node, starts, own), gradient.masked);
    begin += own[axis] ?? 0;
  }
}

export function transposeBackward(
  adjoints: Adjoints,
  { inputs: [x], permutation }: TransposeNode,
  gradient: Adjoint,
): void {
  if (!adjoints.needs(x)) return;
  const inverse = permutation.map((_, axis) => permutation.indexOf(axis));
  adjoints.add(x, adjoints.builder.transpose(gradient.node, inverse), gradient.masked);
}
