import { sizeOf } from "../ir/broadcast.js";
import type { ConstantNode, Node } from "../ir/node.js";

/** Larger constants would only make the module longer. */
export function isSmall({ shape }: Node): boolean {
  return sizeOf(shape) <= 4096;
}

/** The constant that a node amounts to, in its place. */
export function asConstant({ id, dtype, shape, origin, label }: Node, value: readonly number[]): ConstantNode {
  return {
    op: "constant",
    id,
    inputs: [],
    dtype,
    shape,
    rate: "const",
    phase: "any",
    value,
    ...(origin === undefined ? {} : { origin }),
    ...(label === undefined ? {} : { label }),
  };
}
