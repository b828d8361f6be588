import type { NodeId } from "../../ir/node.js";
import type { Lowering } from "../builtin.js";
import { countOf } from "../typing/axes.js";
import { safeSqrt } from "./safe.js";
import { restoreAxes } from "./shape.js";

type Graph = Pick<Lowering, "ir">;

export function mean(value: NodeId, axes: readonly number[], { ir }: Graph): NodeId {
  return ir.binary("divide", ir.reduce("sum", value, axes), ir.constant(countOf(ir.node(value).shape, axes)));
}

/** Two passes: the deviations from the mean are squared, so that nothing cancels. */
export function standardDeviation(value: NodeId, axes: readonly number[], sample: boolean, lowering: Graph): NodeId {
  const { ir } = lowering;
  const count = countOf(ir.node(value).shape, axes);
  const deviation = ir.binary("subtract", value, restoreAxes(mean(value, axes, lowering), axes, lowering));
  const squares = ir.reduce("sum", ir.unary("square", deviation), axes);
  return safeSqrt(ir.binary("divide", squares, ir.constant(sample ? count - 1 : count)), lowering);
}
