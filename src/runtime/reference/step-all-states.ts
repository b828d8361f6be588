import type { MachineOutput } from "../../compiler/ir/program.js";
import type { Outputs } from "./outputs.js";

/** Where a machine would be, and what it would pay, after the label of one real step, from each of its states. */
export interface AllStates {
  readonly next: readonly number[];
  readonly reward: readonly number[];
}

/** One machine from every one of its states on the label of a step: rewards of edges are evaluated on the real transition. */
export function stepAllStates(machine: MachineOutput, label: Outputs["labels"][string]): AllStates {
  const at = (list: readonly number[], index: number): number => list[index] ?? 0;
  const moves = machine.states.map((_, state) => {
    const cell = state * machine.classes + (typeof label.class === "number" ? label.class : at(label.class, state));
    const next = at(machine.next, cell);
    const edge = at(label.rewards, at(machine.edgeReward, cell));
    return { next, reward: edge + at(label.rewards, at(machine.stateReward, next)) };
  });
  return { next: moves.map(({ next }) => next), reward: moves.map(({ reward }) => reward) };
}
