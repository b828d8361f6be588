import type { TypedCall } from "../../check/typed.js";
import { clockCounts } from "../../ir/clock.js";
import type { ClockReading, NodeId } from "../../ir/node.js";
import { unreachable } from "../../unreachable.js";
import type { Builtin, Lowering, TypingCall } from "../builtin.js";
import { numberOr, valueOf, variadicNames, wordOr } from "../lowering/call.js";
import { argumentOf, expectNumber, expectSameShape, expectSameUnit } from "../typing/expect.js";
import { numeric, rangeOf } from "../typing/types.js";

/** Ways from one value to another; `piecewise` goes by points instead. */
export const scheduleForms = ["linear", "cosine", "exponential", "step", "cyclic"] as const;
type Form = (typeof scheduleForms)[number] | "piecewise";

/**
 * `schedule(linear, from: 1, to: 0, over: 1e6 steps)`, `schedule(piecewise {0: 1, 1e5: 0.3}, over: steps)`. The checker reads the call by itself
 * (`check/expression/schedule.ts`); here it has the options `form`, `counts`, `length` or `points`, `between`, and its values: `from` and `to`, or `x`, `x1`, … at the points.
 */
export const schedule: Builtin = {
  name: "schedule",
  documentation: [
    "A value that moves with the learner's clock t, at param rate, over T steps (environment steps of all rows), updates or episodes; the last value holds.",
    "`linear`: from + (to - from) t/T. `cosine`: to + (from - to)(1 + cos(pi t/T))/2 (Loshchilov and Hutter 2017, without restarts).",
    "`exponential`: from (to/from)^(t/T), both of one sign. `step`: from, and to from t = T on.",
    "`cyclic`: from `from` to `to` in T/2 and back in T/2, again and again (Smith 2017, triangular).",
    "`schedule(piecewise {0: a, 1e5: b}, over: steps)`: each value from its point on, or with `between: linear` on a straight line to the next.",
  ].join(" "),
  parameters: [
    { name: "form", kind: "word", words: [...scheduleForms, "piecewise"] },
    { name: "from", kind: "value", optional: true },
    { name: "to", kind: "value", optional: true },
    { name: "over", kind: "number" },
    { name: "between", kind: "word", words: ["hold", "linear"], optional: true },
  ],
  stateful: false,
  type(call) {
    const names = valueNames(call);
    if (names.some((name) => expectNumber(call, "schedule", name) === undefined)) return undefined;
    const shape = expectSameShape(call, "schedule", names);
    const unit = expectSameUnit(call, "schedule", names);
    if (shape === undefined || unit === undefined) return undefined;
    const ranges = names.map((name) => rangeOf(argumentOf(call, name).type));
    const [low, high] = [Math.min(...ranges.map(([end]) => end)), Math.max(...ranges.map(([, end]) => end))];
    return numeric("float", shape, {
      ...unit,
      range: low === -Infinity && high === Infinity ? undefined : [low, high],
    });
  },
  rate: () => ({ rate: "param", availability: "step" }),
  lower(call, lowering) {
    const { ir } = lowering;
    const counts = clockCounts.find((count) => count === call.options.counts);
    if (counts === undefined) throw new Error("a schedule counts nothing");
    const clock = (reads: ClockReading["reads"], begin: number, end: number): NodeId =>
      ir.clock({ counts, reads, begin, end });
    const values = valueNames(call).map((name) => ir.cast(valueOf(call, lowering, name), "float"));
    const form = wordOr(call.options, "form", "") as Form;
    if (form === "piecewise") return piecewise(call, values, clock, lowering);
    const length = numberOr(call.options, "length", 1);
    const [from = 0, to = 0] = values;
    switch (form) {
      case "linear":
        return between(from, to, clock("elapsed", 0, length), lowering);
      case "cosine": {
        const turn = ir.unary("cos", ir.binary("multiply", clock("elapsed", 0, length), ir.constant(Math.PI)));
        const left = ir.binary("multiply", ir.binary("add", turn, ir.constant(1)), ir.constant(0.5));
        return between(to, from, left, lowering);
      }
      case "exponential":
        return ir.binary(
          "multiply",
          from,
          ir.binary("power", ir.binary("divide", to, from), clock("elapsed", 0, length)),
        );
      case "step":
        return ir.select(clock("reached", 0, length), to, from);
      case "cyclic": {
        const double = ir.binary("multiply", clock("phase", 0, length), ir.constant(2));
        const away = ir.unary("abs", ir.binary("subtract", double, ir.constant(1)));
        return between(from, to, ir.binary("subtract", ir.constant(1), away), lowering);
      }
      default:
        return unreachable(form);
    }
  },
  examples: [
    {
      spec: [
        "signal speed: float",
        "term hint weight schedule(linear, from: 1, to: 0, over: 100 steps) = speed",
        'test "fades within 100 steps of the learner" {',
        "  step { speed = 3 }               expect hint == 3",
        "  step { speed = 3, steps = 50 }   expect hint == 1.5",
        "  step { speed = 3, steps = 1e6 }  expect hint == 0",
        "}",
      ],
    },
  ],
};

/** The values that a schedule goes through, in order. */
function valueNames(call: Pick<TypingCall, "arguments">): readonly string[] {
  return call.arguments.from === undefined ? variadicNames(call, "x") : ["from", "to"];
}

/** `from + (to − from) · part`. */
function between(from: NodeId, to: NodeId, part: NodeId, { ir }: Pick<Lowering, "ir">): NodeId {
  return ir.binary("add", from, ir.binary("multiply", ir.binary("subtract", to, from), part));
}

/** The last point that has been reached decides. */
function piecewise(
  call: TypedCall,
  values: readonly NodeId[],
  clock: (reads: ClockReading["reads"], begin: number, end: number) => NodeId,
  lowering: Lowering,
): NodeId {
  const points = call.options.points as readonly number[];
  const straight = wordOr(call.options, "between", "hold") === "linear";
  return values
    .map((value, index) => {
      const [next, begin = 0, end = 0] = [values[index + 1], points[index], points[index + 1]];
      return straight && next !== undefined ? between(value, next, clock("elapsed", begin, end), lowering) : value;
    })
    .reduce((before, value, index) => lowering.ir.select(clock("reached", 0, points[index] ?? 0), value, before));
}
