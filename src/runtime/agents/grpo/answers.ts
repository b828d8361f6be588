import * as tf from "@tensorflow/tfjs-core";
import { actionColumns, signalColumns, type Column, type PromptedEnvironment } from "../../environments/index.js";
import type { Clock } from "../../kernel/clock.js";
import type { Columns, RewardKernel, RewardState } from "../../kernel/kernel.js";
import { disposeUnlessIn } from "../../training/dispose.js";
import type { Choice } from "../policy/categorical.js";

/** One episode for each of N rows, as the policy wrote them. What stands behind an episode's length means nothing. */
export interface Answers {
  /** T: the longest episode. */
  readonly steps: number;
  /** `[N]`. */
  readonly prompts: Int32Array;
  readonly lengths: Int32Array;
  /** `[T, N, D]`. */
  readonly observations: Float32Array;
  /** `[T, N]`. */
  readonly actions: Int32Array;
  readonly logProbabilities: Float32Array;
  /** `[T, N]`, 0 or 1: the environment's ends. */
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** What the environment supplied, by name: `[N, …]` at the reset, `[T, N, …]` after the steps. */
  readonly reset: Readonly<Record<string, Column>>;
  readonly signals: Readonly<Record<string, Column>>;
  /** `[N]`: index into the descriptor's causes, −1 where an episode has not ended. */
  readonly causes: Int32Array;
}

export interface Writer {
  /** D. */
  readonly inputs: number;
  act(observations: Float32Array): Promise<Choice>;
}

export interface WritingSettings {
  readonly environment: PromptedEnvironment;
  readonly kernel: RewardKernel;
  /** Whether the writer sees the reward's state beside the observation. */
  readonly features: boolean;
  readonly params: Readonly<Record<string, number>>;
  readonly clock: Clock;
  /** What the spec remembers of earlier updates. */
  readonly trained?: Columns | undefined;
  /** Fixes random starts of the reward's machines. */
  readonly seed: number;
}

/** Writes an answer to the prompt of each row. Steps of the reward say when its own rules end an episode, and what the writer sees of its state. */
export async function writeAnswers(writer: Writer, prompts: Int32Array, settings: WritingSettings): Promise<Answers> {
  const { environment, kernel, params, clock, seed, trained } = settings;
  const { size, metadata } = environment;
  const shared = { params, clock, ...(trained === undefined ? {} : { trained }) };
  environment.begin(prompts);
  const reset = copied(environment.signals);
  const first = signalColumns(kernel.descriptor, environment);
  let state = kernel.init(size, first, { seed, ...shared });
  disposeUnlessIn([first], state);
  const rows: Step[] = [];
  const lengths = new Int32Array(size);
  const causes = new Int32Array(size).fill(-1);
  const over = new Uint8Array(size);
  while (over.includes(0) && rows.length < metadata.limit) {
    const observations = await observe(settings, state, writer.inputs);
    const choice = await writer.act(observations);
    environment.step(choice.actions);
    const inputs = {
      signals: signalColumns(kernel.descriptor, environment),
      actions: actionColumns(kernel.descriptor, choice.actions, size),
      terminated: tf.tensor1d(environment.terminated.slice(), "bool"),
      truncated: tf.tensor1d(environment.truncated.slice(), "bool"),
    };
    const outputs = kernel.step(state, { ...inputs, ...shared });
    const [terminated, truncated, cause] = await Promise.all([
      outputs.terminated.data(),
      outputs.truncated.data(),
      outputs.cause.data(),
    ]);
    const before = state;
    ({ state } = outputs);
    disposeUnlessIn([before, inputs, outputs], state);
    rows.push({
      observations,
      choice,
      signals: copied(environment.signals),
      terminated: environment.terminated.slice(),
      truncated: environment.truncated.slice(),
    });
    const ended = new Uint8Array(size);
    for (let row = 0; row < size; row++) {
      if (environment.terminated[row] === 1 || environment.truncated[row] === 1) ended[row] = 1;
      if (over[row] === 1) continue;
      lengths[row] = rows.length;
      if (terminated[row] === 0 && truncated[row] === 0) continue;
      over[row] = 1;
      causes[row] = cause[row] ?? -1;
    }
    // Rows that ended write on from a new beginning, which nobody reads.
    if (ended.includes(1)) environment.reset(ended);
  }
  disposeUnlessIn([state]);
  return {
    steps: rows.length,
    prompts,
    lengths,
    observations: joined(rows, ({ observations }) => observations, Float32Array),
    actions: joined(rows, ({ choice }) => choice.actions, Int32Array),
    logProbabilities: joined(rows, ({ choice }) => choice.logProbabilities, Float32Array),
    terminated: joined(rows, ({ terminated }) => terminated, Uint8Array),
    truncated: joined(rows, ({ truncated }) => truncated, Uint8Array),
    reset,
    signals: Object.fromEntries(
      Object.entries(reset).map(([name, column]) => [
        name,
        joined(rows, ({ signals }) => signals[name] ?? column, column.constructor as typeof Float32Array),
      ]),
    ),
    causes,
  };
}

interface Step {
  readonly observations: Float32Array;
  readonly choice: Choice;
  readonly signals: Readonly<Record<string, Column>>;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

function copied(signals: Readonly<Record<string, Column>>): Readonly<Record<string, Column>> {
  return Object.fromEntries(Object.entries(signals).map(([name, column]) => [name, column.slice()]));
}

/** Observations `[N, D]`, followed by the reward's features where the writer sees them. */
async function observe(
  { environment, kernel, features }: WritingSettings,
  state: RewardState,
  inputs: number,
): Promise<Float32Array> {
  const own = environment.metadata.observation;
  if (!features || inputs === own) return environment.observation.slice();
  const tensor = kernel.features(state);
  const extra = await tensor.data<"float32">();
  disposeUnlessIn([tensor], state);
  const seen = new Float32Array(environment.size * inputs);
  for (let row = 0; row < environment.size; row++) {
    seen.set(environment.observation.subarray(row * own, (row + 1) * own), row * inputs);
    seen.set(extra.subarray(row * (inputs - own), (row + 1) * (inputs - own)), row * inputs + own);
  }
  return seen;
}

/** The same part of all steps, one after the other. */
function joined<Part extends Column>(
  steps: readonly Step[],
  part: (step: Step) => Column,
  Kind: new (length: number) => Part,
): Part {
  const width = steps[0] === undefined ? 0 : part(steps[0]).length;
  const result = new Kind(steps.length * width);
  steps.forEach((step, index) => {
    result.set(part(step), index * width);
  });
  return result;
}
