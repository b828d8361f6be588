import type { Builtin } from "../builtin.js";
import { valueOf } from "../lowering/call.js";
import { argumentOf, expectNumber, expectPureNumber, expectSameShape, reportOption } from "../typing/expect.js";
import { numeric, rangeOf, sizesOf } from "../typing/types.js";
import { labelOf } from "./label.js";

/** `ema(x, alpha)`: alpha·x + (1 − alpha)·old, starting from the first x. */
export const ema: Builtin = {
  name: "ema",
  documentation: "The exponential moving average alpha x + (1 - alpha) old, starting from the first x.",
  parameters: [
    { name: "x", kind: "value" },
    { name: "alpha", kind: "value" },
  ],
  stateful: true,
  type(call) {
    const x = expectNumber(call, "ema", "x");
    const alpha = expectNumber(call, "ema", "alpha");
    const shape = expectSameShape(call, "ema", ["x", "alpha"]);
    if (x === undefined || alpha === undefined || shape === undefined) return undefined;
    if (!expectPureNumber(call, "ema", "alpha")) return undefined;
    const [low, high] = rangeOf(alpha);
    if (alpha.range !== undefined && (high < 0 || low > 1)) {
      reportOption({ ...call, options: { ...call.options, alpha: low } }, "ema", "alpha", "in [0, 1]");
      return undefined;
    }
    return numeric("float", shape, { unit: x.unit, range: low >= 0 && high <= 1 ? rangeOf(x) : undefined });
  },
  lower(call, lowering) {
    const { ir } = lowering;
    const shape = sizesOf(call.type);
    const x = ir.broadcast(ir.cast(valueOf(call, lowering, "x"), "float"), shape);
    if (lowering.phase === "reset") return x;
    const alpha = valueOf(call, lowering, "alpha");
    const name = `ema(${labelOf(argumentOf(call, "x"))})`;
    const old = lowering.state(
      {
        name,
        kind: "history",
        dtype: "float",
        shape,
        initial: ir.constant(0, "float", shape),
        feature: { encoding: "value" },
      },
      () => value,
    );
    const started = lowering.state(
      { name: `${name}.started`, kind: "history", dtype: "bool", shape, initial: ir.constant(0, "bool", shape) },
      (before) => ir.binary("or", before, ir.unary("is-finite", x)),
    );
    const mixed = ir.binary(
      "add",
      ir.binary("multiply", alpha, x),
      ir.binary("multiply", ir.binary("subtract", ir.constant(1), alpha), old),
    );
    const value = ir.select(started, mixed, x);
    return value;
  },
  examples: [
    {
      spec: [
        "signal speed: float",
        "term smooth = ema(speed, 0.5)",
        'test "starts from the first value" {',
        "  step { speed = 4 }  expect smooth == 4",
        "  step { speed = 0 }  expect smooth == 2",
        "  step { speed = 0 }  expect smooth == 1",
        "}",
      ],
    },
  ],
};
