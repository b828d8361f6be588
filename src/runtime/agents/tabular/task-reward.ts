import type { Clock } from "../../kernel/clock.js";
import type { RewardKernel } from "../../kernel/kernel.js";
import type { LearntAutomaton } from "./learnt-automaton.js";

/** A task of the environment and the reward that says what it is worth. */
export interface TabularTask {
  /** The member of the environment's `task` signal in whose episodes the reward counts; left out: in all episodes. */
  readonly name?: string;
  readonly kernel: RewardKernel;
  /** The machine or objective whose state the learner sees; needed where the reward has several. */
  readonly automaton?: string;
}

/** What the reward says of one step of all rows, each `[N]` unless said otherwise. Valid until the next step. */
export interface TaskStep {
  readonly reward: ArrayLike<number>;
  readonly total: ArrayLike<number>;
  readonly terminated: ArrayLike<number>;
  readonly truncated: ArrayLike<number>;
  /** How much what comes after this step counts, where the spec sets it in some steps. */
  readonly discount?: ArrayLike<number>;
  /** The state of the machine or objective after the move. */
  readonly state: ArrayLike<number>;
  /** `[N, states]`: the machine or objective from each of its states; empty unless asked for. */
  readonly next: ArrayLike<number>;
  readonly automatonReward: ArrayLike<number>;
}

/** The values of a reward's state: one entry for each slot, then `ended`, each over all rows. */
export type TaskRewardState = readonly (readonly number[])[];

/** The reward of one task in all rows of an environment: holds the kernel's state, speaks plain arrays. */
export interface TaskReward {
  readonly task: TabularTask;
  /** The machine or objective whose state the learner sees. */
  readonly automaton: LearntAutomaton | undefined;
  /** Its states; 1 where the reward has none. */
  readonly states: number;
  /** The present state of the machine or objective in each row. */
  automatonStates(): ArrayLike<number>;
  /**
   * Judges the environment's last step; `steps` are those of each row's episode before it. `everyState`: also from every state of the
   * automaton. `clock`: what the learner of each row had done before it. Throws where a term is not finite (under `nan error`) or an assertion does not hold.
   */
  step(actions: Int32Array, steps: Int32Array, everyState: boolean, clock: Clock): TaskStep;
  /** Begins new episodes in the rows of `mask`, after the environment has. */
  reset(mask: Uint8Array, clock: Clock): void;
  getState(): TaskRewardState;
  setState(values: TaskRewardState): void;
  dispose(): void;
}
