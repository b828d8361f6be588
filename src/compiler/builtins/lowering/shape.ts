import type { NodeId } from "../../ir/node.js";
import type { Lowering } from "../builtin.js";

type Graph = Pick<Lowering, "ir">;

/** Puts reduced axes back with size 1, so that the result broadcasts against what was reduced. */
export function restoreAxes(value: NodeId, axes: readonly number[], { ir }: Graph): NodeId {
  const shape = [...ir.node(value).shape];
  for (const axis of [...axes].sort((left, right) => left - right)) shape.splice(axis, 0, 1);
  return ir.reshape(value, shape);
}

/** Elements `[start, start + size)` of the last axis. */
export function lastSlice(value: NodeId, start: number, size: number, { ir }: Graph): NodeId {
  const { shape } = ir.node(value);
  const last = shape.length - 1;
  return ir.slice(
    value,
    shape.map((_, axis) => (axis === last ? start : 0)),
    shape.map((old, axis) => (axis === last ? size : old)),
  );
}

/** Elements of the last axis in another order. */
export function lastGather(value: NodeId, indices: readonly number[], { ir }: Graph): NodeId {
  return ir.gather(value, ir.node(value).shape.length - 1, indices);
}

/** Values joined along their last axis, their other axes stretched to one another. */
export function joinLast(values: readonly NodeId[], { ir }: Graph): NodeId {
  const rank = Math.max(...values.map((value) => ir.node(value).shape.length));
  const leading = Array.from({ length: rank - 1 }, (_, axis) =>
    Math.max(...values.map((value) => ir.node(value).shape.at(axis - rank) ?? 1)),
  );
  const aligned = values.map((value) => {
    const { shape } = ir.node(value);
    const padded = ir.reshape(ir.cast(value, "float"), [
      ...Array.from({ length: rank - shape.length }, () => 1),
      ...shape,
    ]);
    return ir.broadcast(padded, [...leading, shape.at(-1) ?? 1]);
  });
  return ir.concat(aligned, rank - 1);
}
