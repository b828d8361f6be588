import type { AutomatonOutput } from "../../compiler/ir/program.js";
import type { Outputs } from "./outputs.js";

/** Where a machine or an objective would be, and what it would pay, after the label of one real step, from each of its states. */
export interface AllStates {
  readonly next: readonly number[];
  readonly reward: readonly number[];
}

/** One automaton from every one of its states on the label of a step: rewards of edges are evaluated on the real transition. */
export function stepAllStates(automaton: AutomatonOutput, label: Outputs["labels"][string]): AllStates {
  const at = (list: readonly number[], index: number): number => list[index] ?? 0;
  const moves = automaton.states.map((_, state) => {
    const cell = state * automaton.classes + (typeof label.class === "number" ? label.class : at(label.class, state));
    const next = at(automaton.next, cell);
    const edge = at(label.rewards, at(automaton.edgeReward, cell));
    return { next, reward: edge + at(label.rewards, at(automaton.stateReward, next)) };
  });
  return { next: moves.map(({ next }) => next), reward: moves.map(({ reward }) => reward) };
}
