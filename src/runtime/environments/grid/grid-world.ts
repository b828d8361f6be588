import { Batch } from "../batch.js";
import type { Column, Environment, EnvironmentMetadata, EnvironmentOptions, EnvironmentState } from "../environment.js";
import { moves, type GridMap } from "./grid-map.js";

/** What distinguishes one grid world from another. */
export interface GridWorldRules {
  readonly name: string;
  readonly map: GridMap;
  readonly tasks: readonly string[];
  readonly limit: number;
}

/**
 * A deterministic grid in which the agent moves, sees which propositions hold in the cell that it has come to, and is told its task. Row i
 * goes through the tasks in turn, beginning with the first. Episodes never terminate by themselves: that is for the reward to say.
 *
 * Observation: column and row in [0, 1], then the task one-hot. Situation: the cell.
 */
export class GridWorld implements Environment {
  readonly metadata: EnvironmentMetadata;
  readonly size: number;
  readonly observation: Float32Array;
  readonly signals: Readonly<Record<string, Column>>;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  readonly situation: Int32Array;
  readonly #map: GridMap;
  readonly #cycle: Int32Array;
  readonly #taskCount: number;
  readonly #batch: Batch;
  /** Episodes begun, for the turn of tasks. */
  readonly #episodes: Float64Array;
  readonly #labels: readonly (readonly [seen: Uint8Array, holds: Uint8Array])[];
  readonly #position: Float32Array;
  readonly #task: Int32Array;

  constructor(rules: GridWorldRules, options: EnvironmentOptions) {
    const { size } = options;
    const limit = options.limit ?? rules.limit;
    const names = Object.keys(rules.map.labels);
    this.metadata = {
      name: rules.name,
      observation: 2 + rules.tasks.length,
      actions: { kind: "discrete", count: moves.length, names: moves },
      signals: [
        ...names.map((name) => ({ name, dtype: "bool" as const, shape: [] })),
        { name: "position", dtype: "float", shape: [2] },
        { name: "task", dtype: "int", shape: [], members: rules.tasks },
      ],
      limit,
      situations: rules.map.width * rules.map.height,
    };
    this.size = size;
    this.#map = rules.map;
    this.#taskCount = rules.tasks.length;
    this.#cycle = taskCycle(rules, options.tasks);
    this.#batch = new Batch(rules.name, size, limit);
    this.terminated = this.#batch.terminated;
    this.truncated = this.#batch.truncated;
    this.observation = new Float32Array(size * this.metadata.observation);
    this.situation = new Int32Array(size);
    this.#episodes = new Float64Array(size);
    this.#position = new Float32Array(size * 2);
    this.#task = new Int32Array(size);
    const columns = names.map((name) => [name, new Uint8Array(size)] as const);
    this.#labels = columns.map(([name, seen]) => [seen, rules.map.labels[name] ?? new Uint8Array()] as const);
    this.signals = { ...Object.fromEntries(columns), position: this.#position, task: this.#task };
    this.reset();
  }

  reset(mask?: Uint8Array): void {
    for (let row = 0; row < this.size; row++) {
      if (mask !== undefined && mask[row] === 0) continue;
      this.#batch.begin(row);
      const episode = this.#episodes[row] ?? 0;
      this.#episodes[row] = episode + 1;
      this.#task[row] = this.#cycle[episode % this.#cycle.length] ?? 0;
      this.situation[row] = this.#map.start;
      this.#show(row);
    }
  }

  step(actions: Int32Array | Float32Array): void {
    this.#batch.checkActions(actions, 1);
    const { next } = this.#map;
    for (let row = 0; row < this.size; row++) {
      const move = this.#batch.choice(actions, row, moves.length);
      this.situation[row] = next[(this.situation[row] ?? 0) * moves.length + move] ?? 0;
      this.#batch.advance(row, false);
      this.#show(row);
    }
  }

  getState(): EnvironmentState {
    return {
      ...this.#batch.getState(),
      cell: [...this.situation],
      task: [...this.#task],
      episodes: [...this.#episodes],
    };
  }

  setState(state: EnvironmentState): void {
    this.#batch.setState(state);
    this.#batch.restore(state, "cell", this.situation);
    this.#batch.restore(state, "task", this.#task);
    this.#batch.restore(state, "episodes", this.#episodes);
    for (let row = 0; row < this.size; row++) this.#show(row);
  }

  #show(row: number): void {
    const { width, height } = this.#map;
    const cell = this.situation[row] ?? 0;
    const column = cell % width;
    const line = (cell - column) / width;
    for (const [seen, holds] of this.#labels) seen[row] = holds[cell] ?? 0;
    this.#position[row * 2] = column;
    this.#position[row * 2 + 1] = line;
    const at = row * this.metadata.observation;
    this.observation[at] = column / (width - 1);
    this.observation[at + 1] = line / (height - 1);
    for (let task = 0; task < this.#taskCount; task++)
      this.observation[at + 2 + task] = this.#task[row] === task ? 1 : 0;
  }
}

function taskCycle(rules: GridWorldRules, wanted: readonly string[] = rules.tasks): Int32Array {
  if (wanted.length === 0)
    throw new RangeError(`${rules.name} needs at least one task; its tasks are ${rules.tasks.join(", ")}`);
  return Int32Array.from(wanted, (name) => {
    const index = rules.tasks.indexOf(name);
    if (index < 0)
      throw new RangeError(`${rules.name} has no task \`${name}\`; its tasks are ${rules.tasks.join(", ")}`);
    return index;
  });
}
