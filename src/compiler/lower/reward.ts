import type { NodeId } from "../ir/node.js";
import { endingReward } from "./endings.js";
import { lowerShapings } from "./shapings.js";
import type { SpecLowering } from "./spec-lowering.js";

/** The part of `total` that steps know. */
export function lowerTotal(whole: SpecLowering): NodeId {
  const { ir, step, spec } = whole;
  return whole.once("total", () => ir.cast(step.expression(spec.onlineTotal ?? spec.total), "float"));
}

/** total + the reward of every `terminate when` that holds + every `shape`. */
export function lowerReward(whole: SpecLowering): NodeId {
  return whole.once("reward", () =>
    besideTotal(whole).reduce((sum, addend) => whole.ir.binary("add", sum, addend), lowerTotal(whole)),
  );
}

/** What a step pays beside `total`. */
export function besideTotal(whole: SpecLowering): readonly NodeId[] {
  return [
    ...whole.spec.endings.flatMap((ending) => endingReward(ending, whole) ?? []),
    ...lowerShapings(whole).map(({ value }) => value),
  ];
}
