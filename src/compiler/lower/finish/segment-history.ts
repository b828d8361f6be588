import { numberOr, wordOr } from "../../builtins/lowering/call.js";
import { dtypeOf, sizesOf } from "../../builtins/typing/types.js";
import type { TypedCall } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { PhaseLowering } from "../spec-lowering.js";
import { atFirst } from "./segments.js";

/** `prev(x)` and `delta(x)` of a value per segment: of the segment before, in all steps. Which others exist is for `findLateValues` to say. */
export function lowerSegmentHistory(call: TypedCall, lowering: PhaseLowering): NodeId {
  const { ir, whole } = lowering;
  const { x, init } = call.arguments;
  if (x === undefined) throw new Error(`${call.builtin} of nothing`);
  const { segment: name } = whole.timings.of(x);
  const segment = whole.spec.segments.find((candidate) => candidate.name === name);
  if (segment === undefined) throw new Error(`no segment ${name ?? ""}`);
  const fits = (node: NodeId): NodeId => ir.broadcast(ir.cast(node, dtypeOf(call.type)), sizesOf(call.type));
  const present = fits(lowering.expression(x));
  const isCurrent = init === undefined && wordOr(call.options, "init", "reset") === "current";
  if (init === undefined && !isCurrent) throw new Error(`${call.builtin} of a segment without \`init:\``);
  const first = init === undefined ? present : fits(lowering.expression(init));
  let before = present;
  for (let steps = numberOr(call.options, "n", 1); steps > 0; steps--)
    before = atFirst(ir.shift(before, -1, first), segment, whole);
  return call.builtin === "delta" ? ir.binary("subtract", present, before) : before;
}
