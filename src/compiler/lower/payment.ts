import type { TypedPayment } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import { lowerDeclaredEnds } from "./declared-ends.js";
import type { PhaseLowering } from "./spec-lowering.js";

/** What an episode is worth, in its last step. A term of an episode is 0 before of itself. */
export function lowerPayment({ value }: TypedPayment, lowering: PhaseLowering): NodeId {
  const { ir } = lowering;
  const paid = ir.cast(lowering.expression(value), "float");
  if (value.kind === "term" && value.part === "contribution") return paid;
  return ir.select(hasEnded(lowering), paid, ir.constant(0));
}

/** Whether this is the last step of the episode; no reset is. */
export function hasEnded({ ir, phase, whole }: PhaseLowering): NodeId {
  if (phase === "reset") return ir.boolean(false);
  const { terminated, truncated } = lowerDeclaredEnds(whole);
  return ir.binary("or", terminated, truncated);
}
