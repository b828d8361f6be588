import type { MachineDescriptor } from "../../kernel/descriptor.js";
import type { RewardKernel } from "../../kernel/kernel.js";

/** A task of the environment and the reward that says what it is worth. */
export interface TabularTask {
  /** The member of the environment's `task` signal in whose episodes the reward counts; left out: in all episodes. */
  readonly name?: string;
  readonly kernel: RewardKernel;
}

/** What the reward says of one step of all rows, each `[N]` unless said otherwise. Valid until the next step. */
export interface TaskStep {
  readonly reward: ArrayLike<number>;
  readonly total: ArrayLike<number>;
  readonly terminated: ArrayLike<number>;
  readonly truncated: ArrayLike<number>;
  /** How much what comes after this step counts, where the spec sets it in some steps. */
  readonly discount?: ArrayLike<number>;
  /** The state of the machine after the move. */
  readonly state: ArrayLike<number>;
  /** `[N, states]`: the machine from each of its states; empty unless asked for. */
  readonly next: ArrayLike<number>;
  readonly machineReward: ArrayLike<number>;
}

/** The values of a reward's state: one entry for each slot, then `ended`, each over all rows. */
export type TaskRewardState = readonly (readonly number[])[];

/** The reward of one task in all rows of an environment: holds the kernel's state, speaks plain arrays. */
export interface TaskReward {
  readonly task: TabularTask;
  readonly machine: MachineDescriptor | undefined;
  /** States of the machine; 1 where the reward has none. */
  readonly states: number;
  /** The present state of the machine in each row. */
  machineStates(): ArrayLike<number>;
  /**
   * Judges the environment's last step; `steps` are those of each row's episode before it. `everyState`: also from every state of the
   * machine. Throws where a term is not finite (under `nan error`) or an assertion does not hold.
   */
  step(actions: Int32Array, steps: Int32Array, everyState: boolean): TaskStep;
  /** Begins new episodes in the rows of `mask`, after the environment has. */
  reset(mask: Uint8Array): void;
  getState(): TaskRewardState;
  setState(values: TaskRewardState): void;
  dispose(): void;
}
