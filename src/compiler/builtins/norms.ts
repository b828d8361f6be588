import type { NodeId } from "../ir/node.js";
import type { Builtin, Lowering } from "./builtin.js";
import { numberOr } from "./lowering/call.js";
import { euclidean, unitVector } from "./lowering/vectors.js";
import { reduction } from "./reduction.js";
import { reportOption } from "./typing/expect.js";

/** (Σ|x|^p)^(1/p); the greatest |x| for p = inf. */
function pNorm(value: NodeId, order: number, axes: readonly number[], lowering: Lowering): NodeId {
  const { ir } = lowering;
  if (order === 2) return euclidean(value, lowering, axes);
  const sizes = ir.unary("abs", value);
  if (order === 1) return ir.reduce("sum", sizes, axes);
  if (order === Infinity) return ir.reduce("max", sizes, axes);
  // Scaled by the greatest element, so that the gradient at the zero vector is 0 and no power overflows.
  const greatest = ir.reduce("max", sizes, axes);
  const zero = ir.binary("equal", greatest, ir.constant(0));
  const scale = ir.select(zero, ir.constant(1), greatest);
  const shape = ir.node(value).shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const powers = ir.binary("power", ir.binary("divide", sizes, ir.reshape(scale, shape)), ir.constant(order));
  const total = ir.select(zero, ir.constant(1), ir.reduce("sum", powers, axes));
  const root = ir.binary("power", total, ir.constant(1 / order));
  return ir.select(zero, ir.constant(0), ir.binary("multiply", scale, root));
}

/** `norm normalize`, over the last axis unless `axis:` says otherwise. */
export const norms: readonly Builtin[] = [
  reduction({
    name: "norm",
    documentation:
      "The length of a vector: (sum |x|^ord)^(1/ord), ord 2 by default, any ord >= 1 or inf. Its gradient at the zero vector is 0.",
    takes: "number",
    defaultAxes: "last",
    parameters: [{ name: "ord", kind: "number", optional: true }],
    check(call) {
      if (numberOr(call.options, "ord", 2) >= 1) return true;
      reportOption(call, "norm", "ord", "at least 1");
      return false;
    },
    gives: "float",
    unit: "keep",
    range: () => [0, Infinity],
    padding: 0,
    lower: (value, axes, lowering, call) => pNorm(value, numberOr(call.options, "ord", 2), axes, lowering),
    examples: [
      { expression: "norm([3, 4])", value: 5 },
      { expression: "norm([3, -4], ord: 1)", value: 7 },
      { expression: "norm([3, -4], ord: inf)", value: 4 },
      { expression: "norm([[3, 4], [6, 8]])", value: [5, 10] },
    ],
  }),
  reduction({
    name: "normalize",
    documentation: "The vector of length 1 in the same direction; the zero vector stays zero.",
    takes: "number",
    defaultAxes: "last",
    keepsShape: true,
    gives: "float",
    range: () => [-1, 1],
    padding: 0,
    lower: (value, axes, lowering) => unitVector(value, lowering, axes),
    examples: [{ expression: "normalize([3, 4])", value: [0.6, 0.8] }],
  }),
];
