import { report } from "../../diagnostics/report.js";
import type { TypedCall, ValueType } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { Builtin, BuiltinParameter, Lowering, TypingCall } from "../builtin.js";
import { numberOr, valueOf, wordOr } from "../lowering/call.js";
import {
  argumentOf,
  expectNumber,
  expectSameShape,
  expectSameUnit,
  expectType,
  reportOption,
} from "../typing/expect.js";
import { dtypeOf, sizesOf, withoutRange, withShape } from "../typing/types.js";
import { labelOf } from "./label.js";
import { withoutResetValue } from "./reset-value.js";
import { shiftRegister } from "./shift-register.js";

const parameters: readonly BuiltinParameter[] = [
  { name: "x", kind: "value" },
  { name: "n", kind: "number", optional: true },
  { name: "init", kind: "initial", optional: true },
];

/** The value of x `n` steps ago; before the first step it is what `init` says. */
export const prev: Builtin = {
  name: "prev",
  documentation:
    "The value of x n steps ago, 1 by default. Before the first step it is the value at the reset, or what `init` says: a value, or `current` for the present one.",
  parameters,
  stateful: true,
  type: (call) => previousType("prev", call),
  lower: previous,
  examples: [
    {
      spec: [
        "signal x: float",
        "term before     = prev(x)",
        "term two_before = prev(x, n: 2, init: 0)",
        'test "the reset comes before the first step" {',
        "  reset { x = 5 }",
        "  step { x = 1 }  expect before == 5, two_before == 0",
        "  step { x = 2 }  expect before == 1, two_before == 0",
        "  step { x = 4 }  expect before == 2, two_before == 1",
        "}",
      ],
    },
  ],
};

/** x − prev(x). */
export const delta: Builtin = {
  name: "delta",
  documentation:
    "The change of x since the step before, x - prev(x); `init` is that of `prev`, so `init: current` makes the first change 0.",
  parameters: parameters.filter(({ name }) => name !== "n"),
  stateful: true,
  type(call): ValueType | undefined {
    const type = expectNumber(call, "delta", "x") && previousType("delta", call);
    return type && { ...withoutRange(type), element: type.element === "bool" ? "int" : type.element };
  },
  lower: (call, lowering) => lowering.ir.binary("subtract", valueOf(call, lowering, "x"), previous(call, lowering)),
  examples: [
    {
      spec: [
        "signal distance: float",
        "term progress = -delta(distance)",
        "term change   = delta(distance, init: current)",
        'test "progress is paid, regress is charged" {',
        "  reset { distance = 10 }",
        "  step { distance = 7 }  expect progress == 3, change == 0",
        "  step { distance = 8 }  expect progress == -1, change == 1",
        "}",
      ],
    },
  ],
};

function previousType(name: string, call: TypingCall): ValueType | undefined {
  const x = expectType(call, name, "x", "a value", (type) => type.element !== "string");
  if (x === undefined) return undefined;
  const steps = numberOr(call.options, "n", 1);
  if (!Number.isInteger(steps) || steps < 1) {
    reportOption(call, name, "n", "a whole number of steps, at least 1");
    return undefined;
  }
  return call.arguments.init === undefined ? withResetValue(name, x, call) : withGivenValue(name, x, call);
}

/** Nothing given: the reset must have a value, unless the present one stands in. */
function withResetValue(name: string, x: ValueType, call: TypingCall): ValueType | undefined {
  const value = argumentOf(call, "x");
  const without =
    wordOr(call.options, "init", "reset") === "current"
      ? undefined
      : withoutResetValue(value, (signal) => call.isAction(signal));
  if (without === undefined) return x;
  call.report(
    report(
      "missing-initial-value",
      call.span,
      { builtin: name, value: `\`${labelOf(without)}\`` },
      {
        related: [{ span: without.span, label: "has no value at a reset" }],
        help: "add `init: current`, or the value to start from",
      },
    ),
  );
  return undefined;
}

function withGivenValue(name: string, x: ValueType, call: TypingCall): ValueType | undefined {
  const given = expectType(
    call,
    name,
    "init",
    `a value like \`x\``,
    (type) => isNumeric(type) === isNumeric(x) && (type.element === "bool") === (x.element === "bool"),
  );
  const shape = given && expectSameShape(call, name, ["x", "init"]);
  if (given === undefined || shape === undefined || expectSameUnit(call, name, ["x", "init"]) === undefined)
    return undefined;
  const element = given.element === "float" && x.element === "int" ? "float" : x.element;
  return { ...withShape(x.range === undefined ? x : withoutRange(x), shape), element };
}

function isNumeric(type: ValueType): boolean {
  return type.element === "int" || type.element === "float" || type.element === "bool";
}

function previous(call: TypedCall, lowering: Lowering): NodeId {
  const { ir } = lowering;
  const type = dtypeOf(call.type);
  const fits = (value: NodeId): NodeId => ir.broadcast(ir.cast(value, type), sizesOf(call.type));
  const x = argumentOf(call, "x");
  const initial = call.arguments.init;
  const current = initial === undefined && wordOr(call.options, "init", "reset") === "current";
  if (lowering.phase === "reset") return fits(lowering.expression(initial ?? x));

  const steps = numberOr(call.options, "n", 1);
  const first = current ? ir.constant(0, type, sizesOf(call.type)) : fits(lowering.atReset(initial ?? x));
  const old = shiftRegister(
    { name: `prev(${labelOf(x)})`, dtype: type, shape: sizesOf(call.type), initial: first, steps },
    () => fits(lowering.expression(x)),
    lowering,
  );
  if (!current) return old;
  // The present value stands in until the register is full.
  const made = lowering.state(
    { name: `prev(${labelOf(x)}).steps`, kind: "history", dtype: "int", shape: [], initial: ir.constant(0, "int") },
    (count) => ir.binary("minimum", ir.binary("add", count, ir.constant(1, "int")), ir.constant(steps, "int")),
  );
  return ir.select(ir.binary("equal", made, ir.constant(steps, "int")), old, fits(lowering.expression(x)));
}
