import type { NodeId } from "../ir/node.js";
import type { Builtin, Lowering } from "./builtin.js";
import { restoreAxes } from "./lowering/shape.js";
import { reduction } from "./reduction.js";
import { countOf } from "./typing/axes.js";
import { expectPureNumber } from "./typing/expect.js";
import { rangeOf, sizesOf } from "./typing/types.js";

/** exp(x − max x), with the maximum; where that is not finite nothing is taken off. */
function shifted(
  value: NodeId,
  axes: readonly number[],
  lowering: Lowering,
): { readonly powers: NodeId; readonly peak: NodeId } {
  const { ir } = lowering;
  const highest = ir.reduce("max", value, axes);
  const peak = ir.select(ir.unary("is-finite", highest), highest, ir.constant(0));
  return { powers: ir.unary("exp", ir.binary("subtract", value, restoreAxes(peak, axes, lowering))), peak };
}

function softmax(value: NodeId, axes: readonly number[], lowering: Lowering): NodeId {
  const { ir } = lowering;
  const { powers } = shifted(value, axes, lowering);
  return ir.binary("divide", powers, restoreAxes(ir.reduce("sum", powers, axes), axes, lowering));
}

const overLast = { takes: "number", defaultAxes: "last", gives: "float" } as const;

/** `logsumexp softmax softmin cumsum`, over the last axis unless `axis:` says otherwise. */
export const softmaxes: readonly Builtin[] = [
  reduction({
    name: "logsumexp",
    documentation: "log(sum(exp(x))), a smooth maximum: between max(x) and max(x) + log(n).",
    ...overLast,
    check: (call) => expectPureNumber(call, "logsumexp", "x"),
    range: (type, axes) => [
      rangeOf(type)[0] +
        Math.log(
          countOf(
            sizesOf(type),
            axes.filter((axis) => type.shape[axis]?.ragged === undefined),
          ),
        ),
      rangeOf(type)[1] + Math.log(countOf(sizesOf(type), axes)),
    ],
    padding: "lowest",
    least: () => 1,
    lower(value, axes, lowering) {
      const { ir } = lowering;
      const { powers, peak } = shifted(value, axes, lowering);
      return ir.binary("add", peak, ir.unary("log", ir.reduce("sum", powers, axes)));
    },
    examples: [{ expression: "logsumexp([0, 0])", value: Math.LN2 }],
  }),
  reduction({
    name: "softmax",
    documentation: "exp(x) / sum(exp(x)): positive weights that sum to 1, the greatest for the greatest element.",
    ...overLast,
    check: (call) => expectPureNumber(call, "softmax", "x"),
    keepsShape: true,
    range: () => [0, 1],
    padding: "lowest",
    lower: softmax,
    examples: [{ expression: "softmax([0, log(3)])", value: [0.25, 0.75] }],
  }),
  reduction({
    name: "softmin",
    documentation: "softmax(-x): positive weights that sum to 1, the greatest for the least element.",
    ...overLast,
    check: (call) => expectPureNumber(call, "softmin", "x"),
    keepsShape: true,
    range: () => [0, 1],
    padding: "highest",
    lower: (value, axes, lowering) => softmax(lowering.ir.unary("negate", value), axes, lowering),
    examples: [{ expression: "softmin([0, log(3)])", value: [0.75, 0.25] }],
  }),
  reduction({
    name: "cumsum",
    documentation: "The running sum along the last axis: element i is the sum of the elements up to i.",
    ...overLast,
    gives: "same",
    unit: "keep",
    keepsShape: true,
    padding: 0,
    lower(value, axes, { ir }) {
      const counted = ir.node(value).dtype === "bool" ? ir.cast(value, "int") : value;
      return axes.reduce((sum, axis) => ir.cumulativeSum(sum, axis), counted);
    },
    examples: [{ expression: "cumsum([1, 2, 4])", value: [1, 3, 7] }],
  }),
];
