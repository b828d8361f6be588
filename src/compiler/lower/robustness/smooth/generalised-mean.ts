import type { GraphBuilder } from "../../../ir/builder.js";
import type { NodeId } from "../../../ir/node.js";
import { infinite } from "../margin.js";
import type { Maximum } from "./maximum.js";

/** What `gmsr` of a spec is short for: the numbers that implementations of the paper take by default. */
export const generalisedMeanSettings = { epsilon: 1e-8, power: 1 } as const;

/**
 * The generalised-mean-based smooth robustness of Uzun, Elango, Garoche and Açıkmeşe (arXiv:2405.10996, equations 3 and 4, equal weights). With y = −x and z = y²: √Mₚ − √M₀,
 * M₀ = (εⁿ + Π z)^(1/n), where a y ≤ 0 makes the product 0, and Mₚ = (εᵖ + Σ zᵖ/n)^(1/p) over y < 0. The roots are √ε·(1 + expm1 …) of logarithms, so that rounding keeps the sign.
 */
export function generalisedMean(ir: GraphBuilder): Maximum {
  const { epsilon, power } = generalisedMeanSettings;
  const [zero, one, least] = [ir.constant(0), ir.constant(1), ir.constant(-infinite)];
  const logEpsilon = Math.log(epsilon);
  const times = (factor: number, x: NodeId): NodeId => ir.binary("multiply", ir.constant(factor), x);
  const logOr1 = (condition: NodeId, x: NodeId): NodeId => ir.unary("log", ir.select(condition, x, one));
  const count = (condition: NodeId): NodeId => ir.cast(condition, "float");

  /** √ε·(√(1 + eˣ)^(1/n) − 1) for the n-th root. */
  const root = (x: NodeId, n: NodeId): NodeId => {
    const grown = ir.binary("divide", softplus(ir, x), ir.binary("multiply", ir.constant(2), n));
    return times(Math.sqrt(epsilon), ir.unary("expm1", grown));
  };

  return {
    member(x) {
      const isMember = ir.binary("greater", x, ir.constant(-Infinity));
      const finite = ir.unary("is-finite", x);
      const below = ir.binary("and", finite, ir.binary("less", x, zero));
      const above = ir.binary("and", finite, ir.binary("greater", x, zero));
      return {
        exponent: ir.select(above, times(2 * power, logOr1(above, x)), least),
        // Σ zᵖ over y < 0.
        scaled: [count(above)],
        // Members, Σ ln z over y > 0, members with y ≤ 0.
        plain: [
          count(isMember),
          times(2, logOr1(below, ir.unary("negate", x))),
          count(ir.binary("greater-equal", x, zero)),
        ],
        unbounded: ir.binary("equal", x, ir.constant(Infinity)),
      };
    },
    value({ exponent, scaled, plain, unbounded }) {
      const [powers = zero] = scaled;
      const [members = zero, logarithms = zero, others = zero] = plain;
      const some = ir.binary("greater", members, zero);
      const n = ir.select(some, members, one);
      const product = ir.select(
        ir.binary("greater", others, zero),
        least,
        ir.binary("subtract", logarithms, times(logEpsilon, n)),
      );
      const isAbove = ir.binary("greater", powers, zero);
      const sum = ir.binary("add", ir.select(isAbove, exponent, zero), logOr1(isAbove, powers));
      const mean = ir.binary(
        "subtract",
        ir.binary("subtract", sum, ir.unary("log", n)),
        ir.constant(power * logEpsilon),
      );
      const value = ir.binary("subtract", root(ir.select(isAbove, mean, least), ir.constant(power)), root(product, n));
      return ir.select(unbounded, ir.constant(Infinity), ir.select(some, value, ir.constant(-Infinity)));
    },
  };
}

/** ln(1 + eˣ). Halves, so that its derivative is that of the function at 0, too. */
function softplus(ir: GraphBuilder, x: NodeId): NodeId {
  const size = ir.unary("abs", x);
  const half = ir.constant(0.5);
  const positive = ir.binary("add", ir.binary("multiply", half, x), ir.binary("multiply", half, size));
  return ir.binary("add", positive, ir.unary("log1p", ir.unary("exp", ir.unary("negate", size))));
}
