import type { TypedCall } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { Builtin, Lowering, TypingCall } from "../builtin.js";
import { numberOr, valueOf } from "../lowering/call.js";
import { argumentOf, expectNumber, reportOption } from "../typing/expect.js";
import { numeric, sizesOf } from "../typing/types.js";
import { multiplyUnits, second } from "../typing/units.js";
import { labelOf } from "./label.js";
import { polynomialWeights } from "./polynomial-weights.js";
import { smoothedWeights } from "./smoothed-weights.js";

/** `savitzky_golay(x, n, order, derivative, smoothed)`. */
export const savitzkyGolay: Builtin = {
  name: "savitzky_golay",
  documentation:
    "A polynomial of `order` fitted to the last n values of x, or its `derivative`, read at the present step (Savitzky and Golay 1964). " +
    "Derivatives are per second where the spec declares `dt`, else per step. At the start it takes what is there. `smoothed: m` filters the window " +
    "itself first, as a chain of two of SciPy's `savgol_filter` on one buffer does: each value becomes that of the polynomial fitted to the m values about it " +
    "(for an even m read half a step later), and at the two ends to the first and the last m.",
  parameters: [
    { name: "x", kind: "value" },
    { name: "n", kind: "duration" },
    { name: "order", kind: "number" },
    { name: "derivative", kind: "number", optional: true },
    { name: "smoothed", kind: "duration", optional: true },
  ],
  stateful: true,
  type(call) {
    const x = expectNumber(call, "savitzky_golay", "x");
    if (x === undefined || !areOptions(call)) return undefined;
    const derivative = numberOr(call.options, "derivative", 0);
    const unit =
      derivative === 0 ? x.unit : call.dt === undefined ? undefined : multiplyUnits(x.unit, second, -derivative);
    return numeric("float", x.shape, { unit });
  },
  lower(call, lowering) {
    const { ir } = lowering;
    const shape = sizesOf(call.type);
    const x = ir.broadcast(ir.cast(valueOf(call, lowering, "x"), "float"), shape);
    const derivative = numberOr(call.options, "derivative", 0);
    if (lowering.phase === "reset") return derivative === 0 ? x : ir.constant(0, "float", shape);
    const samples = window(x, call, lowering);
    const weights = ir.reshape(weightsOf(call, lowering), [numberOr(call.options, "n", 1), ...shape.map(() => 1)]);
    const fitted = ir.reduce("sum", ir.binary("multiply", samples, weights), [0]);
    return derivative === 0 || lowering.dt === undefined
      ? fitted
      : ir.binary("divide", fitted, ir.constant(lowering.dt ** derivative));
  },
  examples: [
    {
      spec: [
        "signal x: float",
        "term slope = savitzky_golay(x, n: 3, order: 1, derivative: 1)",
        'test "of the line through the last three values" {',
        "  step { x = 0 }",
        "  step { x = 1 }  expect slope == 1",
        "  step { x = 2 }  expect slope == 1",
        "  step { x = 6 }  expect slope == 2.5",
        "}",
      ],
    },
  ],
};

/** The last n values, the present one last; 0 where there was no step yet. */
function window(x: NodeId, call: TypedCall, lowering: Lowering): NodeId {
  const { ir } = lowering;
  const steps = numberOr(call.options, "n", 1);
  const { shape } = ir.node(x);
  const row = ir.reshape(x, [1, ...shape]);
  if (steps === 1) return row;
  const name = `savitzky_golay(${labelOf(argumentOf(call, "x"))})`;
  const initial = ir.constant(0, "float", [steps - 1, ...shape]);
  const joined = (old: NodeId): NodeId => ir.concat([old, row], 0);
  const latest = (old: NodeId): NodeId => ir.slice(joined(old), [1, ...shape.map(() => 0)], [steps - 1, ...shape]);
  return joined(
    lowering.state(
      { name, kind: "history", dtype: "float", shape: [steps - 1, ...shape], initial, feature: { encoding: "value" } },
      latest,
    ),
  );
}

/** The weight of each of the n values, which depends on how many are there. */
function weightsOf(call: TypedCall, lowering: Lowering): NodeId {
  const { ir } = lowering;
  const steps = numberOr(call.options, "n", 1);
  const [order, derivative] = [numberOr(call.options, "order", 0), numberOr(call.options, "derivative", 0)];
  const width = numberOr(call.options, "smoothed", 1);
  const table = Array.from({ length: steps }, (_, index) => {
    const weights = smoothedWeights(polynomialWeights(index + 1, order, derivative), order, width);
    return [...Array.from({ length: steps - weights.length }, () => 0), ...weights];
  }).flat();
  const one = ir.constant(1, "int");
  const count = (old: NodeId): NodeId =>
    ir.binary("minimum", ir.binary("add", old, one), ir.constant(steps - 1, "int"));
  const name = `savitzky_golay(${labelOf(argumentOf(call, "x"))}).samples`;
  const before = lowering.state(
    { name, kind: "history", dtype: "int", shape: [], initial: ir.constant(0, "int") },
    count,
  );
  const positions = ir.constant(
    Array.from({ length: steps }, (_, index) => index),
    "int",
    [steps],
  );
  return ir.lookup(
    table,
    ir.binary("add", ir.binary("multiply", before, ir.constant(steps, "int")), positions),
    "float",
  );
}

function areOptions(call: TypingCall): boolean {
  const [steps, order, derivative, smoothed] = [
    numberOr(call.options, "n", 1),
    numberOr(call.options, "order", 0),
    numberOr(call.options, "derivative", 0),
    call.options.smoothed,
  ];
  const reject = (name: string, expected: string): boolean => {
    reportOption(call, "savitzky_golay", name, expected);
    return false;
  };
  if (!Number.isInteger(steps) || steps < 1) return reject("n", "a whole number of steps, at least 1");
  if (!Number.isInteger(order) || order < 0 || order >= steps) return reject("order", "a whole number below `n`");
  if (!(Number.isInteger(derivative) && derivative >= 0 && derivative <= order))
    return reject("derivative", "a whole number, at most `order`");
  if (typeof smoothed !== "number" || (Number.isInteger(smoothed) && smoothed > order && smoothed <= steps))
    return true;
  return reject("smoothed", "a whole number of steps above `order`, at most `n`");
}
