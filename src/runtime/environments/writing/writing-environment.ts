import { stream, type RandomStream } from "../../random/index.js";
import { Batch } from "../batch.js";
import type {
  Column,
  EnvironmentMetadata,
  EnvironmentOptions,
  EnvironmentState,
  PromptedEnvironment,
  SuppliedSignal,
} from "../environment.js";

/** A task of writing: an answer to a prompt, token by token. Pure functions of the prompt and of the tokens written so far. */
export interface WritingTask {
  readonly name: string;
  /** What may be written: the action of a step is the index of one. */
  readonly tokens: readonly string[];
  /** Prompts are the numbers below this. */
  readonly prompts: number;
  /** Tokens after which an answer is cut off. */
  readonly limit: number;
  /** Numbers in an observation. */
  readonly observation: number;
  /** Writes what the writer sees into `into` (`observation` zeros). */
  observe(prompt: number, written: readonly number[], into: Float32Array): void;
  /** Scalars only. */
  readonly signals: readonly SuppliedSignal[];
  /** Values of the signals, in their order. */
  values(prompt: number, written: readonly number[]): readonly number[];
  /** Whether the last token ends the answer. */
  isOver(prompt: number, written: readonly number[]): boolean;
}

const columns = { float: Float32Array, int: Int32Array, bool: Uint8Array } as const;

/** N answers written side by side. By themselves episodes begin with prompts drawn at random. */
export class WritingEnvironment implements PromptedEnvironment {
  readonly metadata: EnvironmentMetadata & { readonly prompts: number };
  readonly size: number;
  readonly observation: Float32Array;
  readonly signals: Readonly<Record<string, Column>>;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  readonly #task: WritingTask;
  readonly #batch: Batch;
  readonly #prompts: Int32Array;
  /** `[N, limit]`, −1 where nothing is written yet. */
  readonly #written: Int32Array;
  readonly #random: readonly RandomStream[];

  constructor(task: WritingTask, { size, seed, limit = task.limit }: EnvironmentOptions) {
    this.metadata = {
      name: task.name,
      observation: task.observation,
      actions: { kind: "discrete", count: task.tokens.length, names: task.tokens },
      signals: task.signals,
      limit,
      prompts: task.prompts,
    };
    this.size = size;
    this.#task = task;
    this.#batch = new Batch(task.name, size, limit);
    this.terminated = this.#batch.terminated;
    this.truncated = this.#batch.truncated;
    this.observation = new Float32Array(size * task.observation);
    this.signals = Object.fromEntries(task.signals.map(({ name, dtype }) => [name, new columns[dtype](size)]));
    this.#prompts = new Int32Array(size);
    this.#written = new Int32Array(size * limit).fill(-1);
    this.#random = Array.from({ length: size }, (_, row) => stream(seed, `environment/${String(row)}`));
    this.reset();
  }

  begin(prompts: Int32Array): void {
    for (let row = 0; row < this.size; row++) {
      const prompt = prompts[row] ?? -1;
      if (!(prompt >= 0 && prompt < this.#task.prompts))
        throw new RangeError(`${this.metadata.name} has ${this.#task.prompts} prompts, found ${prompt} in row ${row}`);
      this.#beginRow(row, prompt);
    }
  }

  reset(mask?: Uint8Array): void {
    this.#random.forEach((random, row) => {
      if (mask === undefined || mask[row] !== 0) this.#beginRow(row, random.int(this.#task.prompts));
    });
  }

  step(actions: Int32Array | Float32Array): void {
    this.#batch.checkActions(actions, 1);
    const { limit } = this.metadata;
    for (let row = 0; row < this.size; row++) {
      const token = this.#batch.choice(actions, row, this.#task.tokens.length);
      const before = this.#answer(row);
      const answer = [...before, token];
      this.#batch.advance(row, this.#task.isOver(this.#prompts[row] ?? 0, answer));
      this.#written[row * limit + before.length] = token;
      this.#show(row);
    }
  }

  getState(): EnvironmentState {
    return {
      ...this.#batch.getState(),
      prompts: [...this.#prompts],
      written: [...this.#written],
      random: this.#random.flatMap((random) => [...random.getState()]),
    };
  }

  setState(state: EnvironmentState): void {
    this.#batch.setState(state);
    this.#batch.restore(state, "prompts", this.#prompts);
    this.#batch.restore(state, "written", this.#written);
    this.#batch.restoreStreams(state, this.#random);
    for (let row = 0; row < this.size; row++) this.#show(row);
  }

  #beginRow(row: number, prompt: number): void {
    const { limit } = this.metadata;
    this.#batch.begin(row);
    this.#prompts[row] = prompt;
    this.#written.fill(-1, row * limit, (row + 1) * limit);
    this.#show(row);
  }

  #answer(row: number): readonly number[] {
    const { limit } = this.metadata;
    const tokens = this.#written.subarray(row * limit, (row + 1) * limit);
    const length = tokens.indexOf(-1);
    return [...(length < 0 ? tokens : tokens.subarray(0, length))];
  }

  #show(row: number): void {
    const { observation } = this.#task;
    const [prompt, written] = [this.#prompts[row] ?? 0, this.#answer(row)];
    const seen = this.observation.subarray(row * observation, (row + 1) * observation).fill(0);
    this.#task.observe(prompt, written, seen);
    this.#task.values(prompt, written).forEach((value, index) => {
      const column = this.signals[this.#task.signals[index]?.name ?? ""];
      if (column !== undefined) column[row] = value;
    });
  }
}
