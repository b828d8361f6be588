import type { Environment } from "../../environments/index.js";
import { stream, type RandomState, type RandomStream } from "../../random/index.js";
import type { SpecDescriptor } from "../../kernel/descriptor.js";
import { checkSettings, type TabularSettings } from "./settings.js";
import type { TaskReward, TaskStep } from "./task-reward.js";

/** Rows of the environment that one learner has: from `first`, `count` of them, each a run of its own with its own table. */
export interface Rows {
  readonly first: number;
  readonly count: number;
}

export interface LearnerState {
  readonly values: readonly number[];
  readonly random: readonly RandomState[];
  readonly reachable: readonly number[];
  /** r̄ of each run, where the objective is the average reward. */
  readonly averages?: readonly number[];
}

/** A step that ended an episode and is learnt when the next one has begun. */
interface EndedStep {
  readonly run: number;
  /** Of the action's value. */
  readonly at: number;
  readonly gained: number;
}

/** What a task adds to the learner: where its states stand in the table, and what shapes them. */
interface TaskTable {
  readonly reward: TaskReward;
  readonly discount: number;
  readonly shapingDiscount: number;
  /** States of the tasks before. */
  readonly offset: number;
  readonly states: number;
  readonly final: Uint8Array;
  readonly potential: Float64Array;
  readonly name: string;
  readonly automaton: string;
}

/**
 * Q-learning (Watkins 1989) over (situation, task, state of the task's machine or objective), for many independent runs at once. Ties between actions
 * are broken at random; run i draws from the stream `policy/i` of the seed.
 *
 * Where the objective is the average reward it is differential Q-learning (Wan, Naik and Sutton 2021, eqs. 5 to 7): nothing is discounted, δ = r − r̄ + max Q′ − Q moves Q by α and r̄ by the spec's
 * `step` (their ηα), and what follows a step that terminates is the start of the next episode.
 *
 * With counterfactual experience the real step is one of the experiences; they are learnt in the order of tasks and states.
 */
export class TabularLearner {
  readonly #settings: TabularSettings;
  readonly #rows: Rows;
  readonly #environment: Environment;
  readonly #tasks: readonly TaskTable[];
  readonly #actions: number;
  /** States of all tasks together. */
  readonly #states: number;
  /** `[count, situations, states, actions]`. */
  readonly #values: Float64Array;
  readonly #random: readonly RandomStream[];
  /** `[count, states]`: states that the label of the step before leaves possible; all at the start of an episode. */
  readonly #reachable: Uint8Array;
  /** `[count]`: r̄ of each run. */
  readonly #averages: Float64Array | undefined;
  /** How far r̄ moves by an error. */
  readonly #averageStep: number;
  readonly #ended: EndedStep[] = [];

  constructor(
    settings: TabularSettings,
    rows: Rows,
    environment: Environment,
    tasks: readonly TaskReward[],
    seed: number,
  ) {
    checkSettings(settings);
    const { actions, situations, name } = environment.metadata;
    if (situations === undefined || actions.kind !== "discrete") {
      throw new RangeError(`a tabular learner needs finitely many observations and actions; \`${name}\` has not`);
    }
    this.#settings = settings;
    this.#rows = rows;
    this.#environment = environment;
    this.#tasks = taskTables(settings, tasks);
    this.#actions = actions.count;
    this.#states = tasks.reduce((sum, task) => sum + task.states, 0);
    this.#values = new Float64Array(rows.count * situations * this.#states * actions.count).fill(settings.initialValue);
    this.#random = Array.from({ length: rows.count }, (_, run) => stream(seed, `policy/${String(run)}`));
    this.#reachable = new Uint8Array(rows.count * this.#states).fill(1);
    const average = averageOf(settings, tasks);
    this.#averages = average && new Float64Array(rows.count).fill(average.initial);
    this.#averageStep = average?.step ?? 0;
  }

  get counterfactual(): boolean {
    return this.#settings.counterfactual !== "none";
  }

  /** Chooses the actions of its rows: ε-greedy. `task` and `states` are the row's task and the states of each task's automaton. */
  act(task: Int32Array, states: readonly ArrayLike<number>[], actions: Int32Array): void {
    const { first, count } = this.#rows;
    this.#random.forEach((random, run) => {
      if (run >= count) return;
      const row = first + run;
      const k = task[row] ?? 0;
      actions[row] = random.chance(this.#settings.exploration)
        ? random.int(this.#actions)
        : this.#greedy(this.#at(run, this.#environment.situation?.[row] ?? 0, k, states[k]?.[row] ?? 0), random);
    });
  }

  /** Learns from one step. `before` and `states` stand before the step; `steps` is what each task's reward said of it. */
  learn(
    task: Int32Array,
    before: Int32Array,
    states: readonly ArrayLike<number>[],
    actions: Int32Array,
    steps: readonly TaskStep[],
  ): void {
    const { first, count } = this.#rows;
    for (let run = 0; run < count; run++) {
      const row = first + run;
      const k = task[row] ?? 0;
      if (this.counterfactual) this.#learnEverywhere(run, row, k, before, states, actions, steps);
      else this.#learnReal(run, row, k, before, states, actions, steps[k]);
    }
  }

  /** New episodes have begun; `task` and `states` are theirs. Learns from the steps that ended the ones before, where the objective is the average reward. */
  follow(task: Int32Array, states: readonly ArrayLike<number>[]): void {
    for (const { run, at, gained } of this.#ended.splice(0)) {
      const row = this.#rows.first + run;
      const k = task[row] ?? 0;
      const to = this.#at(run, this.#environment.situation?.[row] ?? 0, k, states[k]?.[row] ?? 0);
      this.#update(run, at, gained, to, 1);
    }
  }

  /** r̄ of a run; `undefined` where the objective is no average. */
  averageOf(run: number): number | undefined {
    return this.#averages?.[run];
  }

  /** The episodes of these rows have ended (`mask` over all rows): all states are possible again. */
  begin(mask: Uint8Array): void {
    for (let run = 0; run < this.#rows.count; run++) {
      if (mask[this.#rows.first + run] === 1) this.#reachable.fill(1, run * this.#states, (run + 1) * this.#states);
    }
  }

  /** The values of the actions, for tests and reports. */
  valuesOf(run: number, situation: number, task: number, state: number): Float64Array {
    const at = this.#at(run, situation, task, state);
    return this.#values.slice(at, at + this.#actions);
  }

  getState(): LearnerState {
    return {
      values: [...this.#values],
      random: this.#random.map((each) => each.getState()),
      reachable: [...this.#reachable],
      ...(this.#averages === undefined ? {} : { averages: [...this.#averages] }),
    };
  }

  setState(state: LearnerState): void {
    if (state.values.length !== this.#values.length)
      throw new Error(
        `the saved table has ${String(state.values.length)} values, expected ${String(this.#values.length)}`,
      );
    this.#values.set(state.values);
    this.#reachable.set(state.reachable);
    this.#averages?.set(state.averages ?? []);
    this.#random.forEach((random, run) => {
      const saved = state.random[run];
      if (saved !== undefined) random.setState(saved);
    });
  }

  #learnReal(
    run: number,
    row: number,
    k: number,
    before: Int32Array,
    states: readonly ArrayLike<number>[],
    actions: Int32Array,
    step: TaskStep | undefined,
  ): void {
    if (step === undefined) return;
    const ended = step.terminated[row] === 1 || (this.#settings.timeLimit === "terminal" && step.truncated[row] === 1);
    const gained = (this.#settings.shaped ? step.reward : step.total)[row] ?? 0;
    const from = this.#at(run, before[row] ?? 0, k, states[k]?.[row] ?? 0);
    const to = this.#at(run, this.#environment.situation?.[row] ?? 0, k, step.state[row] ?? 0);
    const discount = step.discount?.[row] ?? this.#tasks[k]?.discount ?? 0;
    const at = from + (actions[row] ?? 0);
    if (ended && this.#averages !== undefined) this.#ended.push({ run, at, gained });
    else this.#update(run, at, gained, ended ? -1 : to, discount);
  }

  #learnEverywhere(
    run: number,
    row: number,
    actual: number,
    before: Int32Array,
    states: readonly ArrayLike<number>[],
    actions: Int32Array,
    steps: readonly TaskStep[],
  ): void {
    const reachable = this.#reachable.subarray(run * this.#states, (run + 1) * this.#states);
    const possible = this.#settings.counterfactual === "reachable" ? reachable.slice() : undefined;
    if (possible !== undefined) reachable.fill(0);
    const situation = before[row] ?? 0;
    const after = this.#environment.situation?.[row] ?? 0;
    this.#tasks.forEach((table, k) => {
      const step = steps[k];
      if (step === undefined) return;
      if (k === actual) checkReward(table, step, row, states[k]?.[row] ?? 0);
      // Not the automaton but the environment, or another rule of the spec, ended the episode: then it ends from every state.
      const over =
        this.#environment.terminated[row] === 1 ||
        (k === actual && step.terminated[row] === 1 && table.final[step.state[row] ?? 0] === 0);
      for (let u = 0; u < table.states; u++) {
        if (table.final[u] === 1) continue;
        const v = step.next[row * table.states + u] ?? 0;
        const ended = over || table.final[v] === 1;
        if (table.final[v] === 0) reachable[table.offset + v] = 1;
        if (possible !== undefined && possible[table.offset + u] === 0) continue;
        let gained = step.automatonReward[row * table.states + u] ?? 0;
        if (this.#settings.shaped)
          gained += table.shapingDiscount * (ended ? 0 : (table.potential[v] ?? 0)) - (table.potential[u] ?? 0);
        this.#update(
          run,
          this.#at(run, situation, k, u) + (actions[row] ?? 0),
          gained,
          ended ? -1 : this.#at(run, after, k, v),
          table.discount,
        );
      }
    });
  }

  /** Q ← Q + α (r + γ max Q′ − Q), of an average reward r less r̄; `to` is -1 where nothing follows. */
  #update(run: number, at: number, gained: number, to: number, discount: number): void {
    const old = this.#values[at] ?? 0;
    const average = this.#averages?.[run] ?? 0;
    const error = gained - average + (to < 0 ? 0 : discount * this.#best(to)) - old;
    this.#values[at] = old + this.#settings.learningRate * error;
    if (this.#averages !== undefined) this.#averages[run] = average + this.#averageStep * error;
  }

  #best(at: number): number {
    let best = -Infinity;
    for (let action = at; action < at + this.#actions; action++)
      best = Math.max(best, this.#values[action] ?? -Infinity);
    return best;
  }

  #greedy(at: number, random: RandomStream): number {
    const best = this.#best(at);
    let ties = 0;
    for (let action = 0; action < this.#actions; action++) if (this.#values[at + action] === best) ties++;
    let chosen = random.int(ties);
    for (let action = 0; action < this.#actions; action++) {
      if (this.#values[at + action] === best && chosen-- === 0) return action;
    }
    throw new Error("no action has the best value: the table has a NaN");
  }

  #at(run: number, situation: number, task: number, state: number): number {
    const situations = this.#environment.metadata.situations ?? 0;
    const table = (this.#tasks[task]?.offset ?? 0) + state;
    return ((run * situations + situation) * this.#states + table) * this.#actions;
  }
}

/** The average that the spec declares; a `RangeError` where the learner is told what does not go with it. */
function averageOf(settings: TabularSettings, tasks: readonly TaskReward[]): SpecDescriptor["average"] {
  const [averaged] = tasks.filter(({ task }) => task.kernel.descriptor.average !== undefined);
  if (averaged === undefined) return undefined;
  const { name, average } = averaged.task.kernel.descriptor;
  const refuse = (what: string): never => {
    throw new RangeError(`the objective of \`${name}\` is its average reward: ${what}`);
  };
  if (settings.discount !== undefined && settings.discount !== 1)
    refuse(`nothing is discounted, and the learner was given the discount ${settings.discount}`);
  if (settings.shaped) refuse("the learner keeps an average of its own and learns from `total`, not from `reward`");
  if (settings.counterfactual !== "none") refuse("counterfactual experience learns discounted returns");
  if (tasks.length > 1) refuse("it is one task's, and the learner was given several");
  return average;
}

function taskTables(settings: TabularSettings, tasks: readonly TaskReward[]): TaskTable[] {
  let offset = 0;
  return tasks.map((reward) => {
    const { descriptor } = reward.task.kernel;
    const discount = descriptor.average === undefined ? (settings.discount ?? descriptor.discount) : 1;
    if (discount === undefined)
      throw new RangeError(`\`${descriptor.name}\` declares no \`discount\`, and the learner was given none`);
    const automaton = reward.automaton?.tables;
    const [scheme] = descriptor.schemes ?? [];
    if (settings.counterfactual !== "none" && scheme !== undefined)
      throw new RangeError(
        `counterfactual experience knows the moves of an automaton, not the stops and discounts of \`${scheme}\` in \`${descriptor.name}\``,
      );
    if (settings.counterfactual !== "none" && automaton === undefined)
      throw new RangeError(
        `counterfactual experience needs a machine or an objective; \`${descriptor.name}\` has none`,
      );
    if (settings.counterfactual !== "none" && settings.shaped && automaton?.potential === undefined) {
      const by = reward.automaton?.kind === "objective" ? "progress" : "value iteration";
      throw new RangeError(
        `shaped counterfactual experience needs \`shape ${automaton?.name ?? "M"} by ${by}\` in \`${descriptor.name}\``,
      );
    }
    const table: TaskTable = {
      reward,
      discount,
      shapingDiscount: descriptor.discount ?? discount,
      offset,
      states: reward.states,
      final: Uint8Array.from({ length: reward.states }, (_, u) => (automaton?.ends[u] === "final" ? 1 : 0)),
      potential: Float64Array.from({ length: reward.states }, (_, u) => automaton?.potential?.[u] ?? 0),
      name: descriptor.name,
      automaton: automaton?.name ?? "its automaton",
    };
    offset += reward.states;
    return table;
  });
}

/** Counterfactual experience knows the automaton's rewards only: they must be all that the spec pays, or it would teach another task. */
function checkReward(table: TaskTable, step: TaskStep, row: number, state: number): void {
  const paid = step.automatonReward[row * table.states + state] ?? 0;
  const total = step.total[row] ?? 0;
  if (Math.abs(paid - total) > 1e-5 * Math.max(1, Math.abs(total))) {
    throw new Error(
      `\`${table.name}\` pays ${String(total)} where \`${table.automaton}\` pays ${String(paid)}: counterfactual experience needs \`total\` to be what that pays alone`,
    );
  }
}
