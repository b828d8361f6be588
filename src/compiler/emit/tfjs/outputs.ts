import type { NodeId } from "../../ir/node.js";
import type { Program } from "../../ir/program.js";

/** Every node that a step must give, once for each place of the result. */
export function outputsOf(program: Program): readonly NodeId[] {
  return [
    program.reward,
    program.total,
    ...(program.stepDiscount === undefined ? [] : [program.stepDiscount]),
    ...program.terms.flatMap(({ contribution, raw, finite }) => [contribution, raw, finite]),
    ...program.shapings.map(({ value }) => value),
    ...[...program.machines, ...program.objectives].flatMap(({ state, label, rewardValues }) => [
      state,
      label,
      rewardValues,
    ]),
    ...program.pastObjectives.map(({ state }) => state),
    ...(program.robustness ?? []).map(({ value }) => value),
    ...program.endings.flatMap(({ condition, reward }) =>
      reward === undefined ? [condition] : [condition, reward.value],
    ),
    program.terminated,
    program.truncated,
    ...program.asserts.map(({ condition }) => condition),
    ...program.slots.map(({ next }) => next),
  ];
}
