import { report } from "../../diagnostics/report.js";
import type { ValueType } from "../../check/typed.js";
import type { Builtin, TypingCall } from "../builtin.js";
import { valueOf } from "../lowering/call.js";
import { argumentOf, expectNumber, expectType } from "../typing/expect.js";
import { dtypeOf, numeric, sizesOf } from "../typing/types.js";
import { labelOf } from "./label.js";
import { withoutResetValue } from "./reset-value.js";

/** The type of x, which must have a value at a reset. */
function typeAtReset(name: string, call: TypingCall, type: ValueType | undefined): ValueType | undefined {
  if (type === undefined) return undefined;
  const without = withoutResetValue(argumentOf(call, "x"), (signal) => call.isAction(signal));
  if (without === undefined) return type;
  call.report(
    report(
      "missing-reset-value",
      call.span,
      { builtin: name, value: `\`${labelOf(without)}\`` },
      { related: [{ span: without.span, label: "has no value at a reset" }] },
    ),
  );
  return undefined;
}

/** `captured best_gain`: operators that remember the reset. */
export const resets: readonly Builtin[] = [
  {
    name: "captured",
    documentation: "The value of x at the reset, the same for the whole episode.",
    parameters: [{ name: "x", kind: "value" }],
    stateful: true,
    type: (call) =>
      typeAtReset(
        "captured",
        call,
        expectType(call, "captured", "x", "a value", (type) => type.element !== "string"),
      ),
    lower(call, lowering) {
      if (lowering.phase === "reset") return valueOf(call, lowering, "x");
      const x = argumentOf(call, "x");
      return lowering.state(
        {
          name: `captured(${labelOf(x)})`,
          kind: "history",
          dtype: dtypeOf(call.type),
          shape: sizesOf(call.type),
          initial: lowering.atReset(x),
          feature: { encoding: "value" },
        },
        (old) => old,
      );
    },
    examples: [
      {
        spec: [
          "signal x: float",
          "term drift weight -1 = abs(x - captured(x))",
          'test "from where the episode began" {',
          "  reset { x = 2 }",
          "  step { x = 5 }  expect drift == -3",
          "  step { x = 1 }  expect drift == -1",
          "}",
        ],
      },
    ],
  },
  {
    name: "best_gain",
    documentation:
      "How far x exceeds the best so far, 0 where it does not: max(0, x - best). The best starts at the value at the reset.",
    parameters: [{ name: "x", kind: "value" }],
    stateful: true,
    type(call) {
      const type = typeAtReset("best_gain", call, expectNumber(call, "best_gain", "x"));
      return (
        type &&
        numeric(type.element === "float" ? "float" : "int", type.shape, { unit: type.unit, range: [0, Infinity] })
      );
    },
    lower(call, lowering) {
      const { ir } = lowering;
      const [dtype, shape] = [dtypeOf(call.type), sizesOf(call.type)];
      if (lowering.phase === "reset") return ir.constant(0, dtype, shape);
      const value = argumentOf(call, "x");
      const x = ir.cast(lowering.expression(value), dtype);
      const initial = ir.cast(lowering.atReset(value), dtype);
      const best = lowering.state(
        {
          name: `best_gain(${labelOf(value)})`,
          kind: "history",
          dtype,
          shape,
          initial,
          feature: { encoding: "value" },
        },
        (old) => ir.binary("maximum", old, x),
      );
      return ir.unary("relu", ir.binary("subtract", x, best));
    },
    examples: [
      {
        spec: [
          "signal x: float",
          "term record = best_gain(x)",
          'test "only what is beyond the best so far" {',
          "  reset { x = 1 }",
          "  step { x = 3 }  expect record == 2",
          "  step { x = 2 }  expect record == 0",
          "  step { x = 4 }  expect record == 1",
          "}",
        ],
      },
    ],
  },
];
