import type { Smooth } from "../../../check/typed.js";
import type { GraphBuilder } from "../../../ir/builder.js";
import type { NodeId } from "../../../ir/node.js";
import { unreachable } from "../../../unreachable.js";
import { infinite } from "../margin.js";
import { generalisedMean } from "./generalised-mean.js";
import type { Sums } from "./sums.js";

/** A smooth stand-in for the greatest of numbers, as a function of sums over them. −∞ is no member: the greatest of nothing is −∞. The least is minus the greatest negative. */
export interface Maximum {
  /** What a number adds, of its shape. */
  member(x: NodeId): Sums;
  /** The value of the members; infinite where one of them is, or there is none. */
  value(sums: Sums): NodeId;
}

/** The nodes of the definitions in `src/runtime/robustness/maximum`. */
export function maximumOf(ir: GraphBuilder, smooth: Smooth): Maximum {
  switch (smooth.kind) {
    case "logsumexp":
      return logSumExp(ir, smooth.temperature);
    case "softmax":
      return softmax(ir, smooth.temperature);
    case "gmsr":
      return generalisedMean(ir);
    default:
      return unreachable(smooth);
  }
}

/** ln(Σ exp(Tx)) / T. */
function logSumExp(ir: GraphBuilder, temperature: number): Maximum {
  return {
    member: (x) => exponentials(ir, x, temperature).sums,
    value(sums) {
      const [sum = sums.exponent] = sums.scaled;
      const logarithm = ir.binary("add", sums.exponent, ir.unary("log", orOne(ir, sum)));
      return orInfinite(ir, sums, ir.binary("divide", logarithm, ir.constant(temperature)));
    },
  };
}

/** Σ x·exp(Tx) / Σ exp(Tx). */
function softmax(ir: GraphBuilder, temperature: number): Maximum {
  return {
    member(x) {
      const { sums, inside } = exponentials(ir, x, temperature);
      return { ...sums, scaled: [...sums.scaled, inside] };
    },
    value(sums) {
      const [total = sums.exponent, weighted = sums.exponent] = sums.scaled;
      return orInfinite(ir, sums, ir.binary("divide", weighted, orOne(ir, total)));
    },
  };
}

/** Σ exp(Tx) of one number, and the number itself, 0 where it is infinite. */
function exponentials(
  ir: GraphBuilder,
  x: NodeId,
  temperature: number,
): { readonly sums: Sums; readonly inside: NodeId } {
  const finite = ir.unary("is-finite", x);
  const inside = ir.select(finite, x, ir.constant(0));
  const exponent = ir.binary("multiply", inside, ir.constant(temperature));
  return {
    inside,
    sums: {
      exponent: ir.select(finite, exponent, ir.constant(-infinite)),
      scaled: [ir.cast(finite, "float")],
      plain: [],
      unbounded: ir.binary("equal", x, ir.constant(Infinity)),
    },
  };
}

/** A sum that is positive where it counts. */
function orOne(ir: GraphBuilder, sum: NodeId): NodeId {
  const one = ir.constant(1);
  return ir.select(ir.binary("greater", sum, ir.constant(0)), sum, one);
}

function orInfinite(ir: GraphBuilder, { exponent, unbounded }: Sums, value: NodeId): NodeId {
  const isEmpty = ir.binary("less-equal", exponent, ir.constant(-infinite));
  const atMost = ir.select(isEmpty, ir.constant(-Infinity), value);
  return ir.select(unbounded, ir.constant(Infinity), atMost);
}
