import { Batch } from "./batch.js";
import type {
  Column,
  Environment,
  EnvironmentDefinition,
  EnvironmentMetadata,
  EnvironmentOptions,
  EnvironmentState,
} from "./environment.js";

/** By place and action where it leads: a loop of two steps over 1, or of five over 2, 3, 4, 5. */
const next: readonly (readonly [number, number])[] = [
  [1, 2],
  [0, 0],
  [3, 3],
  [4, 4],
  [5, 5],
  [0, 0],
];

/**
 * Two loops that part at one place (after Sutton and Barto 2018, exercise 3.22): `short` and `long` hold in the last step of each. It never ends by itself.
 */
export class TwoLoops implements Environment {
  readonly metadata: EnvironmentMetadata;
  readonly size: number;
  readonly observation: Float32Array;
  readonly signals: Readonly<Record<string, Column>>;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  readonly situation: Int32Array;
  readonly #batch: Batch;
  readonly #short: Uint8Array;
  readonly #long: Uint8Array;

  constructor({ size, limit = Infinity }: EnvironmentOptions) {
    this.metadata = {
      name: "two-loops",
      observation: next.length,
      actions: { kind: "discrete", count: 2, names: ["short", "long"] },
      signals: ["short", "long"].map((name) => ({ name, dtype: "bool", shape: [] })),
      limit,
      situations: next.length,
    };
    this.#batch = new Batch("two-loops", size, limit);
    this.size = size;
    this.terminated = this.#batch.terminated;
    this.truncated = this.#batch.truncated;
    this.observation = new Float32Array(size * next.length);
    this.situation = new Int32Array(size);
    this.#short = new Uint8Array(size);
    this.#long = new Uint8Array(size);
    this.signals = { short: this.#short, long: this.#long };
    this.reset();
  }

  reset(mask?: Uint8Array): void {
    for (let row = 0; row < this.size; row++) {
      if (mask !== undefined && mask[row] === 0) continue;
      this.#batch.begin(row);
      this.#show(row, 0, 0);
    }
  }

  step(actions: Int32Array | Float32Array): void {
    this.#batch.checkActions(actions, 1);
    for (let row = 0; row < this.size; row++) {
      const action = this.#batch.choice(actions, row, 2);
      const from = this.situation[row] ?? 0;
      this.#show(row, from, next[from]?.[action] ?? 0);
      this.#batch.advance(row, false);
    }
  }

  getState(): EnvironmentState {
    return { ...this.#batch.getState(), place: [...this.situation], short: [...this.#short], long: [...this.#long] };
  }

  setState(state: EnvironmentState): void {
    this.#batch.setState(state);
    for (let row = 0; row < this.size; row++) this.#show(row, 0, state["place"]?.[row] ?? 0);
    this.#short.set(state["short"] ?? []);
    this.#long.set(state["long"] ?? []);
  }

  #show(row: number, from: number, place: number): void {
    this.situation[row] = place;
    this.#short[row] = Number(from === 1 && place === 0);
    this.#long[row] = Number(from === 5 && place === 0);
    this.observation.fill(0, row * next.length, (row + 1) * next.length);
    this.observation[row * next.length + place] = 1;
  }
}

export const twoLoops: EnvironmentDefinition = {
  name: "two-loops",
  summary: "a short loop and a long one that part at one place",
  create: (options) => new TwoLoops(options),
};
