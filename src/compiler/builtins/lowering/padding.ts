import type { NodeId } from "../../ir/node.js";
import type { Lowering } from "../builtin.js";
import { unreachable } from "../../unreachable.js";

type Graph = Pick<Lowering, "ir">;

/** What stands in the places where no item is, so that it changes nothing: a number, or the first item, which is there unless there are none. */
export type Padding = 0 | 1 | "lowest" | "highest" | "first";

/** An array of varying length with padding where no item is. `present` has the rank of the value; its axes are as long as the value's, or of size 1. */
export function padded(value: NodeId, present: NodeId, padding: Padding, { ir }: Graph): NodeId {
  const { dtype } = ir.node(value);
  switch (padding) {
    case 0:
    case 1:
      return ir.select(present, value, ir.constant(padding, dtype));
    case "lowest":
    case "highest":
      return ir.select(present, value, ir.constant(padding === "lowest" ? -Infinity : Infinity));
    case "first": {
      const { shape } = ir.node(value);
      const before = shape.length - ir.node(present).shape.length;
      const varies = shape.map((_, axis) => (ir.node(present).shape[axis - before] ?? 1) > 1);
      const first = ir.slice(
        value,
        shape.map(() => 0),
        shape.map((size, axis) => (varies[axis] === true ? 1 : size)),
      );
      return ir.select(present, value, first);
    }
    default:
      return unreachable(padding);
  }
}

/** How many items there are along `axes` of a value of this shape, an `int` for each of the other places. */
export function itemsAlong(shape: readonly number[], axes: readonly number[], present: NodeId, { ir }: Graph): NodeId {
  return ir.reduce("sum", ir.broadcast(present, shape), axes);
}
