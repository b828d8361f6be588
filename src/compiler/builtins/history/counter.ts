import type { TypedCall } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { Builtin, Lowering, TypingCall } from "../builtin.js";
import { numberOr, valueOf } from "../lowering/call.js";
import { argumentOf, expectBoolean, expectSameShape, reportOption } from "../typing/expect.js";
import { numeric, sizesOf } from "../typing/types.js";
import { labelOf } from "./label.js";

/** `counter(up: p, down: q, floor: 0, ceiling: inf)`. */
export const counter: Builtin = {
  name: "counter",
  documentation:
    "Starts at 0, goes up by one where `up` holds and down by one where `down` holds (both may, in one step), and stays within [floor, ceiling].",
  parameters: [
    { name: "up", kind: "value" },
    { name: "down", kind: "value", optional: true },
    { name: "floor", kind: "number", optional: true },
    { name: "ceiling", kind: "number", optional: true },
  ],
  stateful: true,
  type(call) {
    const given = namesOf(call);
    if (given.map((name) => expectBoolean(call, "counter", name)).includes(undefined) || !areBounds(call))
      return undefined;
    const shape = expectSameShape(call, "counter", given);
    return (
      shape &&
      numeric("int", shape, {
        range: [numberOr(call.options, "floor", 0), numberOr(call.options, "ceiling", Infinity)],
      })
    );
  },
  lower(call: TypedCall, lowering) {
    const { ir } = lowering;
    const shape = sizesOf(call.type);
    const initial = ir.constant(0, "int", shape);
    if (lowering.phase === "reset") return initial;
    const up = valueOf(call, lowering, "up");
    const down = call.arguments.down === undefined ? ir.boolean(false) : valueOf(call, lowering, "down");
    const name = `counter(${labelOf(argumentOf(call, "up"))})`;
    const next = (old: NodeId): NodeId => moved(old, up, down, call, lowering);
    return next(
      lowering.state({ name, kind: "history", dtype: "int", shape, initial, feature: { encoding: "value" } }, next),
    );
  },
  examples: [
    {
      spec: [
        "signal taken, lost: bool",
        "term carried = counter(up: taken, down: lost, ceiling: 2)",
        'test "two at most" {',
        "  step { taken }        expect carried == 1",
        "  step { taken }        expect carried == 2",
        "  step { taken }        expect carried == 2",
        "  step { taken, lost }  expect carried == 2",
        "  step { lost }         expect carried == 1",
        "}",
      ],
    },
  ],
};

function moved(old: NodeId, up: NodeId, down: NodeId, call: TypedCall, { ir }: Lowering): NodeId {
  const counted = ir.binary("subtract", ir.binary("add", old, ir.cast(up, "int")), ir.cast(down, "int"));
  const [floor, ceiling] = [numberOr(call.options, "floor", 0), numberOr(call.options, "ceiling", Infinity)];
  const above = floor === -Infinity ? counted : ir.binary("maximum", counted, ir.constant(floor, "int"));
  return ceiling === Infinity ? above : ir.binary("minimum", above, ir.constant(ceiling, "int"));
}

function namesOf(call: TypingCall): readonly string[] {
  return call.arguments.down === undefined ? ["up"] : ["up", "down"];
}

/** The count starts at 0, so 0 must lie within. */
function areBounds(call: TypingCall): boolean {
  const [floor, ceiling] = [numberOr(call.options, "floor", 0), numberOr(call.options, "ceiling", Infinity)];
  const isWhole = (bound: number): boolean => Number.isInteger(bound) || !Number.isFinite(bound);
  if (!(isWhole(floor) && floor <= 0)) {
    reportOption(call, "counter", "floor", "a whole number, at most 0, where the count starts");
    return false;
  }
  if (isWhole(ceiling) && ceiling >= 0) return true;
  reportOption(call, "counter", "ceiling", "a whole number, at least 0, where the count starts");
  return false;
}
