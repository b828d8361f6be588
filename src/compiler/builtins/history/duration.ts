import { expectNumber, reportOption } from "../typing/expect.js";
import type { Builtin } from "../builtin.js";
import { valueOf } from "../lowering/call.js";
import { numeric, rangeOf } from "../typing/types.js";
import { second } from "../typing/units.js";

/** `seconds(d)`: a number of steps as time. */
export const seconds: Builtin = {
  name: "seconds",
  documentation: "A number of steps as time: d times `dt`, which the spec must declare.",
  parameters: [{ name: "d", kind: "value" }],
  stateful: false,
  type(call) {
    const type = expectNumber(call, "seconds", "d");
    if (type === undefined) return undefined;
    const { dt } = call;
    if (dt === undefined) {
      reportOption(
        { ...call, options: { ...call.options, dt: "nothing" } },
        "seconds",
        "dt",
        "declared by the spec, as in `dt 0.02 s`",
      );
      return undefined;
    }
    const [low, high] = rangeOf(type);
    return numeric("float", type.shape, { unit: second, range: [low * dt, high * dt] });
  },
  lower(call, lowering) {
    if (lowering.dt === undefined) throw new Error("`seconds` without `dt`");
    return lowering.ir.binary("multiply", valueOf(call, lowering, "d"), lowering.ir.constant(lowering.dt));
  },
  examples: [
    {
      spec: [
        "dt 0.1 s",
        "signal contact: bool",
        "term flight = seconds(since(contact))",
        'test "two steps of 0.1 s" {',
        "  step { contact }  expect flight == 0",
        "  step {}",
        "  step {}           expect flight == 0.2",
        "}",
      ],
    },
  ],
};
