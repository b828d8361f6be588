import type { MachineDescriptor } from "../../kernel/descriptor.js";

/**
 * What `RewardKernel.stepAllStates` says, read off the machine's tables on the host: next state and reward, `[rows, states]`, from every
 * state on the label of each row. `labels` is `[rows]`, or `[rows, states]` where the machine has a label for each state; `values` is
 * `[rows, K]`. A learner in plain memory wants plain numbers, and a backend without a device takes ten times as long for gathering them.
 */
export function everyStateOf(
  machine: MachineDescriptor,
  labels: ArrayLike<number>,
  values: ArrayLike<number>,
  rows: number,
): { readonly next: Int32Array; readonly machineReward: Float32Array } {
  const states = machine.states.length;
  const kinds = values.length / rows;
  const next = new Int32Array(rows * states);
  const machineReward = new Float32Array(rows * states);
  for (let row = 0; row < rows; row++) {
    for (let state = 0; state < states; state++) {
      const at = row * states + state;
      const label = labels[machine.labelPerState === true ? at : row] ?? 0;
      const entry = state * machine.classes + label;
      const after = machine.next[entry] ?? state;
      const edge = values[row * kinds + (machine.edgeReward[entry] ?? 0)] ?? 0;
      const stay = values[row * kinds + (machine.stateReward[after] ?? 0)] ?? 0;
      next[at] = after;
      machineReward[at] = edge + stay;
    }
  }
  return { next, machineReward };
}
