import { stream, type RandomStream } from "../../random/index.js";
import { Batch } from "../batch.js";
import type { Column, Environment, EnvironmentMetadata, EnvironmentOptions, EnvironmentState } from "../environment.js";

/** A small physical system: `variables` numbers, moved by a discrete action. All in float64. */
export interface Physics {
  readonly name: string;
  /** Observed in this order, and supplied as float signals under these names. */
  readonly variables: readonly string[];
  readonly actions: readonly string[];
  readonly limit: number;
  /** Writes the first values of an episode into `state[at …]`. */
  begin(state: Float64Array, at: number, random: RandomStream): void;
  /** Moves `state[at …]` by one step; returns whether the task ended. */
  move(state: Float64Array, at: number, action: number): boolean;
}

/** N copies of a physical system, stepped together. */
export class PhysicsEnvironment implements Environment {
  readonly metadata: EnvironmentMetadata;
  readonly size: number;
  readonly observation: Float32Array;
  readonly signals: Readonly<Record<string, Column>>;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  readonly #physics: Physics;
  readonly #batch: Batch;
  readonly #state: Float64Array;
  readonly #columns: readonly Float32Array[];
  readonly #random: readonly RandomStream[];

  constructor(physics: Physics, options: EnvironmentOptions) {
    const { size } = options;
    const limit = options.limit ?? physics.limit;
    const dimension = physics.variables.length;
    this.metadata = {
      name: physics.name,
      observation: dimension,
      actions: { kind: "discrete", count: physics.actions.length, names: physics.actions },
      signals: physics.variables.map((name) => ({ name, dtype: "float", shape: [] })),
      limit,
    };
    this.size = size;
    this.#physics = physics;
    this.#batch = new Batch(physics.name, size, limit);
    this.terminated = this.#batch.terminated;
    this.truncated = this.#batch.truncated;
    this.#state = new Float64Array(size * dimension);
    this.observation = new Float32Array(size * dimension);
    this.#columns = physics.variables.map(() => new Float32Array(size));
    this.signals = Object.fromEntries(
      physics.variables.map((name, index) => [name, this.#columns[index] ?? new Float32Array()]),
    );
    this.#random = Array.from({ length: size }, (_, row) => stream(options.seed, `environment/${String(row)}`));
    this.reset();
  }

  reset(mask?: Uint8Array): void {
    this.#random.forEach((random, row) => {
      if (mask !== undefined && mask[row] === 0) return;
      this.#batch.begin(row);
      this.#physics.begin(this.#state, row * this.#columns.length, random);
      this.#show(row);
    });
  }

  step(actions: Int32Array | Float32Array): void {
    this.#batch.checkActions(actions, 1);
    for (let row = 0; row < this.size; row++) {
      const action = this.#batch.choice(actions, row, this.#physics.actions.length);
      this.#batch.advance(row, this.#physics.move(this.#state, row * this.#columns.length, action));
      this.#show(row);
    }
  }

  getState(): EnvironmentState {
    return {
      ...this.#batch.getState(),
      physics: [...this.#state],
      random: this.#random.flatMap((random) => [...random.getState()]),
    };
  }

  setState(state: EnvironmentState): void {
    this.#batch.setState(state);
    this.#batch.restore(state, "physics", this.#state);
    this.#batch.restoreStreams(state, this.#random);
    for (let row = 0; row < this.size; row++) this.#show(row);
  }

  #show(row: number): void {
    const at = row * this.#columns.length;
    this.#columns.forEach((column, index) => {
      const value = this.#state[at + index] ?? 0;
      column[row] = value;
      this.observation[at + index] = value;
    });
  }
}
