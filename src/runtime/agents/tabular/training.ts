import type { Environment, EnvironmentState } from "../../environments/index.js";
import type { Clock } from "../../kernel/clock.js";
import { TabularLearner, type LearnerState, type Rows } from "./learner.js";
import type { TabularSettings } from "./settings.js";
import { makeTaskReward, type RewardLookup } from "./make-task-reward.js";
import type { TabularTask, TaskReward, TaskRewardState } from "./task-reward.js";

export interface TabularTrainingOptions {
  readonly environment: Environment;
  /** One reward for all episodes, or one for each of the environment's tasks. */
  readonly tasks: readonly TabularTask[];
  /** Who learns in which rows; together they cover all rows. */
  readonly learners: readonly { readonly rows: Rows; readonly settings: TabularSettings }[];
  readonly seed: number;
  /** Default `stepped`. */
  readonly rewards?: RewardLookup;
}

/** One episode that has ended. */
export interface Episode {
  readonly row: number;
  /** Index into `TabularTrainingOptions.tasks`. */
  readonly task: number;
  /** Steps of the run when the episode ended, its last one included. */
  readonly at: number;
  readonly length: number;
  /** Sum of the spec's `total`: without shaping. */
  readonly return: number;
  readonly shapedReturn: number;
  readonly terminated: boolean;
}

/** Everything that a tabular training remembers, as plain JSON. */
export interface TabularTrainingState {
  readonly steps: number;
  readonly environment: EnvironmentState;
  readonly rewards: readonly TaskRewardState[];
  readonly learners: readonly LearnerState[];
  readonly lengths: readonly number[];
  readonly returns: readonly number[];
  readonly shapedReturns: readonly number[];
  /** Episodes that have ended, in all rows. */
  readonly episodes: number;
}

/**
 * The training loop of tabular learners: all rows of an environment advance together, one kernel step for each task's reward serves every
 * row, and each learner learns in its own rows.
 */
export class TabularTraining {
  readonly learners: readonly TabularLearner[];
  readonly #environment: Environment;
  readonly #rewards: readonly TaskReward[];
  /** The task of each row's episode. */
  readonly #task: Int32Array;
  /** For each member of the environment's `task` signal, the index of its reward. */
  readonly #taskOf: Int32Array;
  readonly #lengths: Int32Array;
  readonly #returns: Float64Array;
  readonly #shapedReturns: Float64Array;
  readonly #actions: Int32Array;
  #steps = 0;
  #episodes = 0;

  constructor(options: TabularTrainingOptions) {
    const { environment, seed } = options;
    this.#environment = environment;
    this.#taskOf = taskIndices(environment, options.tasks);
    this.#rewards = options.tasks.map((task) => makeTaskReward(task, environment, seed, options.rewards ?? "stepped"));
    this.learners = options.learners.map(
      ({ rows, settings }) => new TabularLearner(settings, rows, environment, this.#rewards, seed),
    );
    checkRows(
      options.learners.map((each) => each.rows),
      environment.size,
    );
    this.#task = new Int32Array(environment.size);
    this.#lengths = new Int32Array(environment.size);
    this.#returns = new Float64Array(environment.size);
    this.#shapedReturns = new Float64Array(environment.size);
    this.#actions = new Int32Array(environment.size);
    this.#readTasks();
  }

  /** Steps that each row has made. */
  get steps(): number {
    return this.#steps;
  }

  /** `[N]`: steps of each row's episode so far. */
  get episodeSteps(): ArrayLike<number> {
    return this.#lengths;
  }

  /** Makes `steps` steps in every row. */
  run(steps: number, onEpisode?: (episode: Episode) => void): void {
    for (let step = 0; step < steps; step++) this.#step(onEpisode);
  }

  getState(): TabularTrainingState {
    return {
      steps: this.#steps,
      environment: this.#environment.getState(),
      rewards: this.#rewards.map((reward) => reward.getState()),
      learners: this.learners.map((learner) => learner.getState()),
      lengths: [...this.#lengths],
      returns: [...this.#returns],
      shapedReturns: [...this.#shapedReturns],
      episodes: this.#episodes,
    };
  }

  /** Continues exactly from what `getState` returned, for a training with the same options. */
  setState(state: TabularTrainingState): void {
    this.#steps = state.steps;
    this.#episodes = state.episodes;
    this.#environment.setState(state.environment);
    this.#rewards.forEach((reward, index) => {
      reward.setState(state.rewards[index] ?? []);
    });
    this.learners.forEach((learner, index) => {
      const saved = state.learners[index];
      if (saved === undefined)
        throw new Error(
          `the saved training has ${String(state.learners.length)} learners, expected ${String(this.learners.length)}`,
        );
      learner.setState(saved);
    });
    this.#lengths.set(state.lengths);
    this.#returns.set(state.returns);
    this.#shapedReturns.set(state.shapedReturns);
    this.#readTasks();
  }

  /** Frees the tensors of the rewards' states. */
  dispose(): void {
    for (const reward of this.#rewards) reward.dispose();
  }

  #step(onEpisode: ((episode: Episode) => void) | undefined): void {
    const environment = this.#environment;
    const states = this.#rewards.map((reward) => reward.automatonStates());
    for (const learner of this.learners) learner.act(this.#task, states, this.#actions);
    const before = (environment.situation ?? new Int32Array()).slice();
    environment.step(this.#actions);
    const clock = this.#clock;
    this.#steps++;
    const everywhere = this.learners.some((learner) => learner.counterfactual);
    const steps = this.#rewards.map((reward) => reward.step(this.#actions, this.#lengths, everywhere, clock));
    for (const learner of this.learners) learner.learn(this.#task, before, states, this.#actions, steps);

    // An episode ends where the environment, or the reward of the row's own task, ends it.
    const ended = new Uint8Array(environment.size);
    for (let row = 0; row < environment.size; row++) {
      const step = steps[this.#task[row] ?? 0];
      this.#lengths[row] = (this.#lengths[row] ?? 0) + 1;
      this.#returns[row] = (this.#returns[row] ?? 0) + (step?.total[row] ?? 0);
      this.#shapedReturns[row] = (this.#shapedReturns[row] ?? 0) + (step?.reward[row] ?? 0);
      if (step?.terminated[row] !== 1 && step?.truncated[row] !== 1) continue;
      ended[row] = 1;
      // The sums begin anew whether or not anybody listens.
      const episode = this.#close(row, step.terminated[row] === 1);
      onEpisode?.(episode);
    }
    if (ended.includes(1)) {
      environment.reset(ended);
      for (const learner of this.learners) learner.begin(ended);
      this.#readTasks();
    }
    // The automata of other tasks run along and begin again where they end, so that they have a label for every step.
    this.#rewards.forEach((reward, task) => {
      const mask = ended.map(
        (own, row) => own | (steps[task]?.terminated[row] ?? 0) | (steps[task]?.truncated[row] ?? 0),
      );
      if (mask.includes(1)) reward.reset(mask, clock);
    });
    if (ended.includes(1)) {
      const starts = this.#rewards.map((reward) => reward.automatonStates());
      for (const learner of this.learners) learner.follow(this.#task, starts);
    }
  }

  /**
   * What the learner of a row has done. Rows are runs of their own, which learn in every step together but end episodes at different times: with several of
   * them there is no one number of episodes, and a schedule that counts them is an error.
   */
  get #clock(): Clock {
    const done = { steps: this.#steps, updates: this.#steps };
    return this.#environment.size === 1 ? { ...done, episodes: this.#episodes } : done;
  }

  #close(row: number, terminated: boolean): Episode {
    this.#episodes++;
    const episode: Episode = {
      row,
      task: this.#task[row] ?? 0,
      at: this.#steps,
      length: this.#lengths[row] ?? 0,
      return: this.#returns[row] ?? 0,
      shapedReturn: this.#shapedReturns[row] ?? 0,
      terminated,
    };
    this.#lengths[row] = 0;
    this.#returns[row] = 0;
    this.#shapedReturns[row] = 0;
    return episode;
  }

  #readTasks(): void {
    const told = this.#environment.signals["task"];
    for (let row = 0; row < this.#task.length; row++) {
      const index = this.#taskOf[told?.[row] ?? 0] ?? -1;
      if (index < 0)
        throw new RangeError(
          `no reward was given for task ${String(told?.[row])} of \`${this.#environment.metadata.name}\``,
        );
      this.#task[row] = index;
    }
  }
}

function taskIndices(environment: Environment, tasks: readonly TabularTask[]): Int32Array {
  const { name, signals } = environment.metadata;
  const members = signals.find((signal) => signal.name === "task")?.members ?? ["the only one"];
  const [first] = tasks;
  if (first === undefined) throw new RangeError("a training needs at least one reward");
  if (first.name === undefined && tasks.length === 1) return new Int32Array(members.length);
  for (const task of tasks) {
    if (task.name === undefined)
      throw new RangeError("where there are several rewards, each needs the name of its task");
    if (!members.includes(task.name))
      throw new RangeError(`\`${name}\` has no task \`${task.name}\`; its tasks are ${members.join(", ")}`);
  }
  return Int32Array.from(members, (member) => tasks.findIndex((task) => task.name === member));
}

function checkRows(rows: readonly Rows[], size: number): void {
  const taken = new Uint8Array(size);
  for (const { first, count } of rows) {
    for (let row = first; row < first + count; row++) {
      if (row < 0 || row >= size || taken[row] === 1)
        throw new RangeError(`row ${String(row)} is not there or has two learners; there are ${String(size)} rows`);
      taken[row] = 1;
    }
  }
  if (taken.includes(0)) throw new RangeError(`row ${String(taken.indexOf(0))} has no learner`);
}
