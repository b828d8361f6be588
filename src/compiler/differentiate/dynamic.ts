import type { DynamicSliceNode, DynamicUpdateNode } from "../ir/node.js";
import type { Adjoint, Adjoints } from "./adjoints.js";

/** Zeros around the part. */
export function dynamicSliceBackward(
  adjoints: Adjoints,
  { inputs: [array, index = -1] }: DynamicSliceNode,
  gradient: Adjoint,
): void {
  if (!adjoints.needs(array)) return;
  const { builder } = adjoints;
  const zeros = builder.constant(0, "float", builder.node(array).shape);
  adjoints.add(array, builder.dynamicUpdate(zeros, index, gradient.node), gradient.masked);
}

/** The part has what stands at its place, the array all else. */
export function dynamicUpdateBackward(
  adjoints: Adjoints,
  { inputs: [array, index = -1, part] }: DynamicUpdateNode,
  gradient: Adjoint,
): void {
  const { builder } = adjoints;
  if (adjoints.needs(part)) adjoints.add(part, builder.dynamicSlice(gradient.node, index), gradient.masked);
  if (!adjoints.needs(array)) return;
  const nothing = builder.constant(0, "float", builder.node(array).shape.slice(1));
  adjoints.add(array, builder.dynamicUpdate(gradient.node, index, nothing), gradient.masked);
}
