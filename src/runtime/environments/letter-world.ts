import { stream, type RandomStream } from "../random/index.js";
import { Batch } from "./batch.js";
import type {
  Column,
  Environment,
  EnvironmentDefinition,
  EnvironmentMetadata,
  EnvironmentOptions,
  EnvironmentState,
} from "./environment.js";
import { moves } from "./grid/grid-map.js";
import { alphabet, drawLetterMap, torusMoves, type LetterMap, type LetterRules } from "./letter-world-map.js";

const letters5x5 = { side: 5, letters: "aabbccddee", limit: 50 } as const;
const letters7x7 = { side: 7, letters: "aabbccddeeffgghhiijjkkll", limit: 75 } as const;

/** The letter worlds of LTL2Action (its `LetterEnv4x4`, `LetterEnv5x5`, `LetterEnvAgentCentric5x5` and so on). */
export const letterRules: readonly LetterRules[] = [
  { name: "letters-4x4", side: 4, letters: "aabbcddee", limit: 100, view: "map" },
  { name: "letters-5x5", ...letters5x5, view: "map" },
  { name: "letters-5x5-centred", ...letters5x5, view: "agent" },
  { name: "letters-7x7", ...letters7x7, view: "map" },
  { name: "letters-7x7-centred", ...letters7x7, view: "agent" },
];

/** The map of this number: the same for every row, episode and seed, and for both views. */
export function fixedLetterMap(rules: LetterRules, number: number): LetterMap {
  return drawLetterMap(rules, torusMoves(rules.side), stream(number, `letters/${String(rules.side)}`));
}

/**
 * The letter world of Vaezipoor et al., "LTL2Action: Generalizing LTL Instructions for Multi-Task RL" (ICML 2021): a torus with letters in
 * some cells, on which the agent begins in the upper left corner and sees after each move which letter it stands on. Every episode has a
 * map of its own, or all have the same where the options name one. It is never over by itself: what the letters are worth, and when there
 * is nothing left to do, is for the reward to say.
 *
 * Observation `[side, side, letters + 1]`: in each cell a number for each letter, then one for the agent. Situation: the cell, on a fixed map.
 * (The published environment lets one more step pass before its timeout, and reports the timeout as an end.)
 */
export class LetterWorld implements Environment {
  readonly metadata: EnvironmentMetadata;
  readonly size: number;
  readonly observation: Float32Array;
  readonly signals: Readonly<Record<string, Column>>;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  readonly situation?: Int32Array;
  readonly #rules: LetterRules;
  readonly #fixed: LetterMap | undefined;
  readonly #next: Int32Array;
  readonly #cell: Int32Array;
  /** `[N, cells]`: see `LetterMap`. */
  readonly #maps: Int32Array;
  readonly #batch: Batch;
  readonly #random: readonly RandomStream[];
  /** By letter, whether each row stands on it. */
  readonly #seen: readonly Uint8Array[];

  constructor(rules: LetterRules, options: EnvironmentOptions) {
    const { size, seed } = options;
    const known = alphabet(rules);
    const cells = rules.side ** 2;
    this.metadata = {
      name: rules.name,
      observation: cells * (known.length + 1),
      actions: { kind: "discrete", count: moves.length, names: moves },
      signals: known.map((name) => ({ name, dtype: "bool", shape: [] })),
      limit: options.limit ?? rules.limit,
      ...(options.map === undefined ? {} : { situations: cells }),
    };
    this.#batch = new Batch(rules.name, size, this.metadata.limit);
    this.#rules = rules;
    this.#fixed = options.map === undefined ? undefined : fixedLetterMap(rules, options.map);
    this.#next = torusMoves(rules.side);
    this.#cell = new Int32Array(size);
    this.#maps = new Int32Array(size * cells);
    this.#random = Array.from({ length: size }, (_, row) => stream(seed, `environment/${String(row)}`));
    this.#seen = known.map(() => new Uint8Array(size));
    this.size = size;
    this.terminated = this.#batch.terminated;
    this.truncated = this.#batch.truncated;
    this.observation = new Float32Array(size * this.metadata.observation);
    this.signals = Object.fromEntries(known.map((name, index) => [name, this.#seen[index] ?? new Uint8Array()]));
    if (this.#fixed !== undefined) this.situation = this.#cell;
    this.reset();
  }

  reset(mask?: Uint8Array): void {
    this.#random.forEach((random, row) => {
      if (mask !== undefined && mask[row] === 0) return;
      this.#batch.begin(row);
      this.#maps.set(this.#fixed ?? drawLetterMap(this.#rules, this.#next, random), row * this.#rules.side ** 2);
      this.#cell[row] = 0;
      this.#show(row);
    });
  }

  step(actions: Int32Array | Float32Array): void {
    this.#batch.checkActions(actions, 1);
    for (let row = 0; row < this.size; row++) {
      const move = this.#batch.choice(actions, row, moves.length);
      this.#batch.advance(row, false);
      this.#cell[row] = this.#next[(this.#cell[row] ?? 0) * moves.length + move] ?? 0;
      this.#show(row);
    }
  }

  getState(): EnvironmentState {
    return {
      ...this.#batch.getState(),
      cell: [...this.#cell],
      maps: [...this.#maps],
      random: this.#random.flatMap((each) => [...each.getState()]),
    };
  }

  setState(state: EnvironmentState): void {
    this.#batch.setState(state);
    this.#batch.restore(state, "cell", this.#cell);
    this.#batch.restore(state, "maps", this.#maps);
    const words = new Float64Array(this.size * 4);
    this.#batch.restore(state, "random", words);
    this.#random.forEach((random, row) => {
      const [a = 0, b = 0, c = 0, d = 0] = words.subarray(row * 4, row * 4 + 4);
      random.setState([a, b, c, d]);
      this.#show(row);
    });
  }

  #show(row: number): void {
    const { side, view } = this.#rules;
    const cells = side * side;
    const agent = this.#cell[row] ?? 0;
    const letter = this.#maps[row * cells + agent] ?? -1;
    this.#seen.forEach((seen, index) => {
      seen[row] = letter === index ? 1 : 0;
    });
    // How far the view moves the map to the right and down.
    const middle = (side - 1) / 2;
    const across = view === "agent" ? middle - (agent % side) + side : 0;
    const along = view === "agent" ? middle - Math.floor(agent / side) + side : 0;
    const planes = this.#seen.length + 1;
    const start = row * this.metadata.observation;
    this.observation.fill(0, start, start + this.metadata.observation);
    for (let cell = 0; cell < cells; cell++) {
      const lies = this.#maps[row * cells + cell] ?? -1;
      if (lies < 0 && cell !== agent) continue;
      const shown = ((Math.floor(cell / side) + along) % side) * side + (((cell % side) + across) % side);
      if (lies >= 0) this.observation[start + shown * planes + lies] = 1;
      if (cell === agent) this.observation[start + shown * planes + planes - 1] = 1;
    }
  }
}

/** Option `map` names a fixed map; without it every episode draws a new one. */
export const letterWorlds: readonly EnvironmentDefinition[] = letterRules.map((rules) => ({
  name: rules.name,
  summary: `${String(rules.side)} by ${String(rules.side)} torus with letters ${alphabet(rules).at(0) ?? ""} to ${alphabet(rules).at(-1) ?? ""}${rules.view === "agent" ? ", seen from the agent" : ""}: temporal tasks over the letters that are visited`,
  create: (options) => new LetterWorld(rules, options),
}));
