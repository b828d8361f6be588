import type { NodeId, RecordNode } from "../../ir/node.js";
import type { Program } from "../../ir/program.js";
import { reachable } from "../../ir/reachable.js";

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
    ...(program.gradients ?? []).map(({ value }) => value),
    ...program.endings.flatMap(({ condition, reward }) =>
      reward === undefined ? [condition] : [condition, reward.value],
    ),
    program.terminated,
    program.truncated,
    ...program.asserts.map(({ condition }) => condition),
    ...program.slots.map(({ next }) => next),
    ...(program.finish === undefined ? [] : program.terms.map(({ active }) => active)),
    ...recordsOf(program).map(({ inputs }) => inputs[0] ?? -1),
  ];
}

/** The `record` nodes that the end of trajectories needs: what steps leave to it. */
export function recordsOf(program: Program): readonly RecordNode[] {
  const needed = reachable(program.nodes, finishOutputsOf(program));
  return program.nodes.filter((node) => node.op === "record").filter(({ id }) => needed.has(id));
}

/** Every node that the end of whole trajectories must give. */
export function finishOutputsOf({ finish, trained = [] }: Program): readonly NodeId[] {
  if (finish === undefined) return [];
  const { reward, total, terms, advantage, reports, keep, mask } = finish;
  return [
    reward,
    total,
    ...terms.flatMap(({ contribution, raw, active, finite }) => [contribution, raw, active, finite]),
    ...reports.map(({ value }) => value),
    ...[advantage, keep, mask].filter((id) => id !== undefined),
    ...trained.map(({ next }) => next),
  ];
}
