import type { MachineDescriptor } from "../../kernel/descriptor.js";
import type { Columns, StepOutputs } from "../../kernel/kernel.js";
import type { LearntAutomaton } from "./learnt-automaton.js";

/** `everyStateOf` on the labels of a kernel's step. */
export function everyStateIn(
  { labels }: StepOutputs,
  { tables }: LearntAutomaton,
  rows: number,
): ReturnType<typeof everyStateOf> {
  const read = (columns: Columns): ArrayLike<number> => columns[tables.name]?.dataSync() ?? [];
  return everyStateOf(tables, read(labels.classes), read(labels.rewards), rows);
}

/**
 * What `RewardKernel.stepAllStates` says, read off the automaton's tables on the host: next state and reward, `[rows, states]`, from every
 * state on the label of each row. `labels` is `[rows]`, or `[rows, states]` where the automaton has a label for each state; `values` is
 * `[rows, K]`. A learner in plain memory wants plain numbers, and a backend without a device takes ten times as long for gathering them.
 */
export function everyStateOf(
  automaton: MachineDescriptor,
  labels: ArrayLike<number>,
  values: ArrayLike<number>,
  rows: number,
): { readonly next: Int32Array; readonly automatonReward: Float32Array } {
  const states = automaton.states.length;
  const kinds = values.length / rows;
  const next = new Int32Array(rows * states);
  const automatonReward = new Float32Array(rows * states);
  for (let row = 0; row < rows; row++) {
    for (let state = 0; state < states; state++) {
      const at = row * states + state;
      const label = labels[automaton.labelPerState === true ? at : row] ?? 0;
      const entry = state * automaton.classes + label;
      const after = automaton.next[entry] ?? state;
      const edge = values[row * kinds + (automaton.edgeReward[entry] ?? 0)] ?? 0;
      const stay = values[row * kinds + (automaton.stateReward[after] ?? 0)] ?? 0;
      next[at] = after;
      automatonReward[at] = edge + stay;
    }
  }
  return { next, automatonReward };
}
