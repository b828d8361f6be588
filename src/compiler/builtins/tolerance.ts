import type { TypedCall, TypedExpression, ValueType } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import type { Builtin, Lowering, TypingCall } from "./builtin.js";
import { numberOr, valueOf, valueOr, wordOr } from "./lowering/call.js";
import { lastSlice } from "./lowering/shape.js";
import { sigmoids, type Sigmoid } from "./sigmoids.js";
import { expectNumber, expectSameShape, expectSameUnit, expectType, reportOption } from "./typing/expect.js";
import { numeric } from "./typing/types.js";

/** `tolerance(x, bounds, margin, sigmoid, value_at_margin)`. */
export const tolerance: Builtin = {
  name: "tolerance",
  documentation:
    "1 inside of the bounds (both included), falling outside of them: at a distance of `margin` the value is `value_at_margin`. " +
    "`bounds` is [lo, hi] or one number, 0 by default; `margin` is 0 by default, which means 0 outside. NaN stays NaN.",
  parameters: [
    { name: "x", kind: "value" },
    { name: "bounds", kind: "value", optional: true },
    { name: "margin", kind: "value", optional: true },
    { name: "sigmoid", kind: "word", words: Object.keys(sigmoids), optional: true },
    { name: "value_at_margin", kind: "number", optional: true },
  ],
  stateful: false,
  ragged: "elementwise",
  type: toleranceType,
  lower(call, lowering) {
    const { ir } = lowering;
    const x = valueOf(call, lowering, "x");
    const { lo, hi } = boundsOf(call, lowering);
    const margin = valueOr(call, lowering, "margin", 0);
    const distance = ir.binary("maximum", ir.binary("subtract", lo, x), ir.binary("subtract", x, hi));
    const inside = ir.binary("and", ir.binary("less-equal", lo, x), ir.binary("less-equal", x, hi));
    const sigmoid = sigmoidOf(call);
    const scale = ir.constant(sigmoid.scale(numberOr(call.options, "value_at_margin", 0.1)));
    return ir.select(
      inside,
      ir.constant(1),
      outside(distance, margin, scale, sigmoid, isZero(call.arguments.margin), lowering),
    );
  },
  examples: [
    { expression: "tolerance(2, bounds: [0, 1], margin: 2)", value: 0.562341325190349 },
    { expression: "tolerance(2, bounds: [0, 1], margin: 2, sigmoid: linear)", value: 0.55 },
    { expression: "tolerance(2, bounds: [0, 1], margin: 2, sigmoid: long_tail, value_at_margin: 0.5)", value: 0.8 },
  ],
};

/** The value where x is not inside; `distance` is positive there, or NaN. */
function outside(
  distance: NodeId,
  margin: NodeId,
  scale: NodeId,
  sigmoid: Sigmoid,
  never: boolean,
  { ir }: Lowering,
): NodeId {
  const zero = ir.constant(0);
  // Without a margin only the comparison is left, which would turn NaN into 0.
  const step = ir.select(ir.binary("greater", distance, zero), zero, distance);
  if (never) return step;
  const sharp = ir.binary("equal", margin, zero);
  // Inside, where this side is not taken, the distance is cut to 0 so that no shape leaves its domain.
  const margins = ir.binary("divide", ir.unary("relu", distance), ir.select(sharp, ir.constant(1), margin));
  return ir.select(sharp, step, sigmoid.value(ir.binary("multiply", scale, margins), ir));
}

function boundsOf(call: TypedCall, lowering: Lowering): { readonly lo: NodeId; readonly hi: NodeId } {
  const { ir } = lowering;
  const bounds = valueOr(call, lowering, "bounds", 0);
  const { shape } = ir.node(bounds);
  if (shape.length === 0) return { lo: bounds, hi: bounds };
  const end = (index: 0 | 1): NodeId => ir.reshape(lastSlice(bounds, index, 1, lowering), shape.slice(0, -1));
  return { lo: end(0), hi: end(1) };
}

function sigmoidOf(call: Pick<TypedCall, "options">): Sigmoid {
  const name = wordOr(call.options, "sigmoid", "gaussian");
  const sigmoid = sigmoids[name];
  if (sigmoid === undefined) throw new Error(`no sigmoid ${name}`);
  return sigmoid;
}

function isZero(margin: TypedExpression | undefined): boolean {
  return margin === undefined || (margin.kind === "constant" && margin.value.every((value) => value === 0));
}

function toleranceType(call: TypingCall): ValueType | undefined {
  const { bounds, margin } = call.arguments;
  const given = ["x", ...(bounds === undefined ? [] : ["bounds"]), ...(margin === undefined ? [] : ["margin"])];
  if (given.map((name) => expectNumber(call, "tolerance", name)).includes(undefined)) return undefined;
  const pair = bounds?.type.shape.at(-1);
  if (pair !== undefined && (pair.size !== 2 || pair.ragged !== undefined)) {
    return expectType(call, "tolerance", "bounds", "one number or a pair `[lo, hi]`", () => false);
  }
  const shape = expectSameShape(
    { ...call, arguments: { ...call.arguments, ...withoutPair(bounds) } },
    "tolerance",
    given,
  );
  if (shape === undefined || expectSameUnit(call, "tolerance", given) === undefined || !isFallOff(call))
    return undefined;
  return numeric("float", shape, { range: [0, 1] });
}

/** The bounds with the axis of lo and hi taken away, so that the rest broadcasts. */
function withoutPair(bounds: TypedExpression | undefined): { readonly bounds?: TypedExpression } {
  return bounds === undefined
    ? {}
    : { bounds: { ...bounds, type: { ...bounds.type, shape: bounds.type.shape.slice(0, -1) } } };
}

function isFallOff(call: TypingCall): boolean {
  const value = numberOr(call.options, "value_at_margin", 0.1);
  const { reachesZero } = sigmoidOf(call);
  if (value < 1 && (value > 0 || (value === 0 && reachesZero))) return true;
  reportOption(
    call,
    "tolerance",
    "value_at_margin",
    reachesZero ? "in [0, 1)" : `in (0, 1) for \`${wordOr(call.options, "sigmoid", "gaussian")}\``,
  );
  return false;
}
