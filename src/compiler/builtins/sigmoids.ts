import type { NodeId } from "../ir/node.js";
import type { GraphBuilder } from "../ir/builder.js";

/**
 * How a tolerance falls off outside of its bounds. At distance d (in margins) the value is `value(scale(v)·d)`, which is v at
 * d = 1. The eight shapes and their scales are those of dm_control's `rewards.tolerance`.
 */
export interface Sigmoid {
  readonly scale: (valueAtMargin: number) => number;
  readonly value: (scaled: NodeId, ir: GraphBuilder) => NodeId;
  /** The value at the margin may be 0: the shape reaches 0. */
  readonly reachesZero: boolean;
}

/** 0 from 1 on, `inside` before; NaN passes through `inside`. */
function within(scaled: NodeId, ir: GraphBuilder, inside: NodeId): NodeId {
  return ir.select(ir.binary("greater-equal", scaled, ir.constant(1)), ir.constant(0), inside);
}

export const sigmoids: Readonly<Record<string, Sigmoid>> = {
  gaussian: {
    scale: (v) => Math.sqrt(-2 * Math.log(v)),
    value: (x, ir) => ir.unary("exp", ir.binary("multiply", ir.constant(-0.5), ir.unary("square", x))),
    reachesZero: false,
  },
  hyperbolic: {
    scale: (v) => Math.acosh(1 / v),
    // 1 / cosh x = 2 e^−x / (1 + e^−2x), which does not overflow for x ≥ 0.
    value(x, ir) {
      const falling = ir.unary("exp", ir.unary("negate", x));
      return ir.binary(
        "divide",
        ir.binary("multiply", ir.constant(2), falling),
        ir.binary("add", ir.constant(1), ir.unary("square", falling)),
      );
    },
    reachesZero: false,
  },
  long_tail: {
    scale: (v) => Math.sqrt(1 / v - 1),
    value: (x, ir) => ir.binary("divide", ir.constant(1), ir.binary("add", ir.unary("square", x), ir.constant(1))),
    reachesZero: false,
  },
  reciprocal: {
    scale: (v) => 1 / v - 1,
    value: (x, ir) => ir.binary("divide", ir.constant(1), ir.binary("add", x, ir.constant(1))),
    reachesZero: false,
  },
  cosine: {
    scale: (v) => Math.acos(2 * v - 1) / Math.PI,
    value(x, ir) {
      const wave = ir.unary("cos", ir.binary("multiply", ir.constant(Math.PI), x));
      return within(x, ir, ir.binary("divide", ir.binary("add", ir.constant(1), wave), ir.constant(2)));
    },
    reachesZero: true,
  },
  linear: {
    scale: (v) => 1 - v,
    value: (x, ir) => within(x, ir, ir.binary("subtract", ir.constant(1), x)),
    reachesZero: true,
  },
  quadratic: {
    scale: (v) => Math.sqrt(1 - v),
    value: (x, ir) => within(x, ir, ir.binary("subtract", ir.constant(1), ir.unary("square", x))),
    reachesZero: true,
  },
  tanh_squared: {
    scale: (v) => Math.atanh(Math.sqrt(1 - v)),
    value: (x, ir) => ir.binary("subtract", ir.constant(1), ir.unary("square", ir.unary("tanh", x))),
    reachesZero: false,
  },
};
