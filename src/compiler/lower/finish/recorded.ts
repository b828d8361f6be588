import type { TypedExpression } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { PhaseLowering } from "../spec-lowering.js";

/** Whether steps know the value, so that trajectories have it recorded; of what is worth something once, as it stands in the last step of its episode. */
export function isRecorded(value: TypedExpression, { whole }: PhaseLowering): boolean {
  const { rate, availability, finish } = whole.timings.of(value);
  return finish !== true && (availability === "step" || rate === "episode");
}

/** A value that steps know, at its rate. */
export function lowerRecorded(value: TypedExpression, lowering: PhaseLowering): NodeId {
  const { ir, whole } = lowering;
  const node = whole.step.expression(value);
  if (ir.node(node).phase === "any") return node;
  const recorded = ir.record(node);
  const { rate } = whole.timings.of(value);
  if (rate !== "episode" && rate !== "group") return recorded;
  const ofEpisode = ir.pool("last", recorded, ir.boolean(true), ["step", "episode"]);
  // What is given at the start of a group is the same in all its episodes.
  return rate === "episode"
    ? ofEpisode
    : ir.pool(ir.node(recorded).dtype === "bool" ? "any" : "max", ofEpisode, ir.boolean(true), ["episode", "group"]);
}
