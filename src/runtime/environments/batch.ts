import type { RandomStream } from "../random/index.js";
import type { EnvironmentState } from "./environment.js";

/** What every vectorised environment keeps for its rows: how long the episode has lasted and how it ended. */
export class Batch {
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  readonly #steps: Float64Array;

  constructor(
    readonly name: string,
    readonly size: number,
    readonly limit: number,
  ) {
    if (!Number.isInteger(size) || size < 1)
      throw new RangeError(`${name} needs a whole number of environments, at least 1; found ${String(size)}`);
    if (!(limit >= 1)) throw new RangeError(`${name} needs a limit of at least 1 step; found ${String(limit)}`);
    this.terminated = new Uint8Array(size);
    this.truncated = new Uint8Array(size);
    this.#steps = new Float64Array(size);
  }

  /** A new episode in this row. */
  begin(row: number): void {
    this.#steps[row] = 0;
    this.terminated[row] = 0;
    this.truncated[row] = 0;
  }

  /** One more step in this row; a limit reached counts only where the task did not end by itself. */
  advance(row: number, terminated: boolean): void {
    if (this.terminated[row] === 1 || this.truncated[row] === 1)
      throw new Error(`${this.name}: row ${String(row)} has ended and must be reset before it steps`);
    const steps = (this.#steps[row] ?? 0) + 1;
    this.#steps[row] = steps;
    this.terminated[row] = terminated ? 1 : 0;
    this.truncated[row] = !terminated && steps >= this.limit ? 1 : 0;
  }

  checkActions(actions: Int32Array | Float32Array, width: number): void {
    const expected = this.size * width;
    if (actions.length !== expected)
      throw new RangeError(`${this.name} expects ${String(expected)} action values, found ${String(actions.length)}`);
  }

  /** The discrete action of a row, checked. */
  choice(actions: Int32Array | Float32Array, row: number, count: number): number {
    const action = actions[row] ?? -1;
    if (!Number.isInteger(action) || action < 0 || action >= count) {
      throw new RangeError(
        `${this.name} expects actions in [0, ${String(count)}), found ${String(action)} in row ${String(row)}`,
      );
    }
    return action;
  }

  getState(): EnvironmentState {
    return { steps: [...this.#steps], terminated: [...this.terminated], truncated: [...this.truncated] };
  }

  setState(state: EnvironmentState): void {
    this.restore(state, "steps", this.#steps);
    this.restore(state, "terminated", this.terminated);
    this.restore(state, "truncated", this.truncated);
  }

  /** Copies one entry of a state into an array of the environment; a state of another environment or size is an error. */
  restore(state: EnvironmentState, name: string, into: Float64Array | Float32Array | Int32Array | Uint8Array): void {
    const values = state[name];
    if (values === undefined)
      throw new Error(`${this.name}: the state has no \`${name}\`; it has ${Object.keys(state).join(", ")}`);
    if (values.length !== into.length)
      throw new Error(
        `${this.name}: the state's \`${name}\` has ${String(values.length)} values, expected ${String(into.length)}`,
      );
    into.set(values);
  }

  /** Sets each row's stream to what the state's `random` holds of it, four words a row. */
  restoreStreams(state: EnvironmentState, streams: readonly RandomStream[]): void {
    const words = new Float64Array(this.size * 4);
    this.restore(state, "random", words);
    streams.forEach((random, row) => {
      const [a = 0, b = 0, c = 0, d = 0] = words.subarray(row * 4, row * 4 + 4);
      random.setState([a, b, c, d]);
    });
  }
}
