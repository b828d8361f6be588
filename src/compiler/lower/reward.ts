import type { NodeId } from "../ir/node.js";
import { endingReward } from "./endings.js";
import { lowerShapings } from "./shapings.js";
import type { SpecLowering } from "./spec-lowering.js";

export function lowerTotal(whole: SpecLowering): NodeId {
  return whole.once("total", () => whole.ir.cast(whole.step.expression(whole.spec.total), "float"));
}

/** total + the reward of every `terminate when` that holds + every `shape`. */
export function lowerReward(whole: SpecLowering): NodeId {
  return whole.once("reward", () => {
    const endings = whole.spec.endings.flatMap((ending) => endingReward(ending, whole) ?? []);
    const shapings = lowerShapings(whole).map((shaping) => shaping.value);
    return [...endings, ...shapings].reduce((sum, addend) => whole.ir.binary("add", sum, addend), lowerTotal(whole));
  });
}

/** The sum of the rewards of the episode up to this step; for tests in the spec. */
export function lowerReturn(whole: SpecLowering): NodeId {
  return whole.once("return", () => {
    const { ir } = whole;
    const reward = lowerReward(whole);
    const old = whole.step.state(
      { name: "return", kind: "clock", dtype: "float", shape: [], initial: ir.constant(0) },
      (before) => ir.binary("add", before, reward),
    );
    return ir.binary("add", old, reward);
  });
}
