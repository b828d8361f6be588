import type { TypedAverage } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import { endingReward } from "./endings.js";
import { lowerTotal } from "./reward.js";
import type { SpecLowering } from "./spec-lowering.js";

/**
 * −r̄, what a step of an average-reward total is paid beside `total`, r̄ being the average before the step. After it r̄ ← r̄ + β·(R − r̄), R the mean of `total` and the rewards of ends over the rows that
 * stepped (Sutton and Barto 2018, §10.3, with the error of the reward in place of the temporal difference). Shapings are no part of R: they are no part of the objective.
 */
export function lowerBaseline({ step: share, initial }: TypedAverage, whole: SpecLowering): NodeId {
  return whole.once("baseline", () => {
    const { ir, spec } = whole;
    const average = whole.step.state(
      {
        name: "average_reward",
        kind: "average",
        dtype: "float",
        shape: [],
        initial: ir.constant(initial),
        survivesResets: true,
        shared: { first: initial },
      },
      (old) => {
        const paid = spec.endings
          .flatMap((ending) => endingReward(ending, whole) ?? [])
          .reduce((sum, reward) => ir.binary("add", sum, reward), lowerTotal(whole));
        return ir.binary(
          "add",
          ir.binary("multiply", ir.constant(1 - share), old),
          ir.binary("multiply", ir.constant(share), paid),
        );
      },
    );
    return ir.unary("negate", average);
  });
}
