import type { NodeId } from "../../ir/node.js";
import type { Lowering } from "../builtin.js";

type Graph = Pick<Lowering, "ir">;

/** The square root, with gradient 0 at 0 instead of an infinite one. NaN stays NaN. */
export function safeSqrt(value: NodeId, { ir }: Graph): NodeId {
  const zero = ir.binary("equal", value, ir.constant(0));
  return ir.select(zero, ir.constant(0), ir.unary("sqrt", ir.select(zero, ir.constant(1), value)));
}

/** `numerator / denominator`, and 0 where the denominator is 0. */
export function ratioOrZero(numerator: NodeId, denominator: NodeId, { ir }: Graph): NodeId {
  const zero = ir.binary("equal", denominator, ir.constant(0));
  return ir.select(zero, ir.constant(0), ir.binary("divide", numerator, ir.select(zero, ir.constant(1), denominator)));
}
