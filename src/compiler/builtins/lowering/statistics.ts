import type { NodeId } from "../../ir/node.js";
import type { Lowering } from "../builtin.js";
import { countOf } from "../typing/axes.js";
import { itemsAlong, padded } from "./padding.js";
import { safeSqrt } from "./safe.js";
import { restoreAxes } from "./shape.js";

type Graph = Pick<Lowering, "ir">;

/** The mean along `axes`; of the items that are `present`, where that is given: the others are 0 in `value`. Of no items it is 0. */
export function mean(value: NodeId, axes: readonly number[], lowering: Graph, present?: NodeId): NodeId {
  const { ir } = lowering;
  return ir.binary("divide", ir.reduce("sum", value, axes), divisor(value, axes, 0, lowering, present));
}

/** Two passes: the deviations from the mean are squared, so that nothing cancels. */
export function standardDeviation(
  value: NodeId,
  axes: readonly number[],
  sample: boolean,
  lowering: Graph,
  present?: NodeId,
): NodeId {
  const { ir } = lowering;
  const middle = restoreAxes(mean(value, axes, lowering, present), axes, lowering);
  const deviation = ir.binary("subtract", value, middle);
  const counted = present === undefined ? deviation : padded(deviation, present, 0, lowering);
  const squares = ir.reduce("sum", ir.unary("square", counted), axes);
  return safeSqrt(ir.binary("divide", squares, divisor(value, axes, sample ? 1 : 0, lowering, present)), lowering);
}

/** The number of items less `lost`; at least 1 where it varies. */
function divisor(
  value: NodeId,
  axes: readonly number[],
  lost: number,
  lowering: Graph,
  present: NodeId | undefined,
): NodeId {
  const { ir } = lowering;
  const { shape } = ir.node(value);
  if (present === undefined) return ir.constant(countOf(shape, axes) - lost);
  const items = ir.binary("subtract", itemsAlong(shape, axes, present, lowering), ir.constant(lost, "int"));
  return ir.binary("maximum", items, ir.constant(1, "int"));
}
