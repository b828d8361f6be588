import * as tf from "@tensorflow/tfjs-core";
import type { Column } from "../../environments/index.js";
import type { Clock } from "../../kernel/clock.js";
import { comesLater } from "../../kernel/comes-later.js";
import type { SignalDescriptor, SpecDescriptor } from "../../kernel/descriptor.js";
import type { RewardProblem } from "../../kernel/errors.js";
import type { Columns, FinishOutputs, RewardKernel, Trajectories } from "../../kernel/kernel.js";
import { failuresOf } from "../../training/failures.js";
import { floatColumns, type HostColumns } from "../../training/host-columns.js";
import { requireNumber } from "../../training/require-number.js";
import type { Answers } from "./answers.js";

/** What the spec says of a batch of answers, as plain arrays. */
export interface Judgement {
  /** `[T, N]`: 0 in rows that are no steps. */
  readonly advantages: Float32Array;
  /** `[T, N]`, 0 or 1: the tokens that are learnt from: steps of episodes that ended, are not masked, and stand in groups that are kept. */
  readonly counts: Uint8Array;
  /** `[N]`: sums of `total`, and of `reward`, which has shapings and rewards of ends, too. */
  readonly returns: Float32Array;
  readonly shaped: Float32Array;
  /** `[N]`: sums by name. */
  readonly terms: HostColumns<Float32Array>;
  readonly shapings: HostColumns<Float32Array>;
  /** `[N]` and `[P]`, 0 or 1. */
  readonly masked: Uint8Array;
  readonly kept: Uint8Array;
  readonly ended: Uint8Array;
  readonly terminated: Uint8Array;
  /** Means by name, over the values that count. */
  readonly reports: Readonly<Record<string, number>>;
  /** What the spec remembers after this update; the caller disposes it. */
  readonly trained?: Columns;
  /** Terms that were not finite, where the spec says that training goes on. */
  readonly problems: readonly RewardProblem[];
}

export interface JudgeSettings {
  readonly kernel: RewardKernel;
  /** The group of each row; groups are numbered from 0. */
  readonly groups: readonly number[];
  readonly params: Readonly<Record<string, number>>;
  readonly clock: Clock;
  readonly trained?: Columns | undefined;
  readonly seed: number;
}

/** Judges answers by the spec: its advantage for each token, and all that there is to log. A term that is not finite under `nan error`, and a failed assertion, are errors. */
export async function judge(answers: Answers, settings: JudgeSettings): Promise<Judgement> {
  const { kernel, groups } = settings;
  requireNumber(kernel.descriptor);
  if (kernel.finish === undefined) throw new Error(`${kernel.descriptor.name} has no \`advantage\``);
  const given = trajectoriesOf(answers, settings);
  const outputs = kernel.finish(given);
  const { trained, ...shown } = outputs;
  const rows = answers.prompts.length;
  const perEpisode = tf.tidy(() => ({
    shaped: tf.sum(outputs.reward, 0),
    terms: sums(outputs.terms),
    shapings: sums(outputs.shapings),
    terminated: tf.any(outputs.terminated, 0),
  }));
  const [mask, ended, returns, shaped, terminated, advantages, keep, masked, terms, shapings, problems, reports] =
    await Promise.all([
      flags(outputs.mask),
      flags(outputs.ended),
      outputs.return.data<"float32">(),
      perEpisode.shaped.data<"float32">(),
      flags(perEpisode.terminated),
      outputs.advantage?.data<"float32">(),
      outputs.keep === undefined ? undefined : flags(outputs.keep),
      outputs.masked === undefined ? undefined : flags(outputs.masked),
      floatColumns(perEpisode.terms),
      floatColumns(perEpisode.shapings),
      problemsIn(outputs, answers, settings),
      reportsOf(kernel.descriptor, outputs),
    ]);
  const { signals, actions, reset, episodeSignals, groupSignals, terminated: ends, truncated } = given;
  tf.dispose([
    shown,
    perEpisode,
    signals,
    actions,
    reset,
    episodeSignals,
    groupSignals,
    ends,
    truncated,
  ] as unknown as tf.TensorContainer);
  if (advantages === undefined) throw new Error(`${kernel.descriptor.name} has no \`advantage\``);
  const groupCount = Math.max(...groups) + 1;
  const kept = keep ?? new Uint8Array(groupCount).fill(1);
  const leftOut = masked ?? new Uint8Array(rows);
  const counts = mask.map((isStep, index) => {
    const row = index % rows;
    return isStep === 1 && ended[row] === 1 && leftOut[row] === 0 && kept[groups[row] ?? 0] === 1 ? 1 : 0;
  });
  return {
    advantages,
    counts,
    returns,
    shaped,
    terms,
    shapings,
    masked: leftOut,
    kept,
    ended,
    terminated,
    reports,
    ...(trained === undefined ? {} : { trained }),
    problems,
  };
}

function sums(columns: Columns): Record<string, tf.Tensor> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, tf.sum(column, 0)]));
}

async function flags(tensor: tf.Tensor): Promise<Uint8Array> {
  return Uint8Array.from(await tensor.data());
}

/** Answers as the kernel takes them. A signal of an episode is what the environment said in its last step; one of a group, in that of its first episode. */
function trajectoriesOf(
  answers: Answers,
  { kernel, groups, params, clock, trained, seed }: JudgeSettings,
): Trajectories {
  const { steps, prompts, lengths } = answers;
  const rows = prompts.length;
  const { signals: declared } = kernel.descriptor;
  const supplied = declared.filter(({ name, role }) => role === "signal" && answers.signals[name] !== undefined);
  const table = (signal: SignalDescriptor, column: Column, ...leading: readonly number[]): tf.Tensor =>
    tf.tensor(column.slice(), [...leading, ...signal.shape], types[signal.dtype]);
  const late = (rate: "episode" | "group", ofRows: readonly number[]): Columns =>
    Object.fromEntries(
      supplied
        .filter((signal) => comesLater(signal) && signal.per?.rate === rate)
        .map((signal) => [signal.name, table(signal, picked(answers, signal, ofRows), ofRows.length)]),
    );
  const firsts = Array.from({ length: Math.max(...groups) + 1 }, (_, group) => groups.indexOf(group));
  return {
    signals: Object.fromEntries(
      supplied
        .filter((signal) => !comesLater(signal))
        .map((signal) => [signal.name, table(signal, known(answers.signals, signal.name), steps, rows)]),
    ),
    actions: Object.fromEntries(
      declared
        .filter(({ role }) => role === "action")
        .map((signal) => [signal.name, table(signal, answers.actions, steps, rows)]),
    ),
    reset: Object.fromEntries(
      supplied
        .filter((signal) => !comesLater(signal))
        .map((signal) => [signal.name, table(signal, known(answers.reset, signal.name), rows)]),
    ),
    lengths: [...lengths],
    terminated: tf.tensor(answers.terminated.slice(), [steps, rows], "bool"),
    truncated: tf.tensor(answers.truncated.slice(), [steps, rows], "bool"),
    episodeSignals: late(
      "episode",
      Array.from(prompts, (_, row) => row),
    ),
    groups,
    groupSignals: late("group", firsts),
    params,
    clock,
    seed,
    ...(trained === undefined ? {} : { trained }),
  };
}

const types = { float: "float32", int: "int32", bool: "bool" } as const;

/** What the environment said of some rows in the last steps of their episodes. */
function picked(
  { signals, lengths, prompts }: Answers,
  { name, shape }: SignalDescriptor,
  rows: readonly number[],
): Column {
  const column = known(signals, name);
  const width = shape.reduce((product, extent) => product * extent, 1);
  const result = column.slice(0, rows.length * width);
  rows.forEach((row, place) => {
    const at = (((lengths[row] ?? 1) - 1) * prompts.length + row) * width;
    result.set(column.subarray(at, at + width), place * width);
  });
  return result;
}

async function problemsIn(
  outputs: FinishOutputs,
  { steps, prompts, signals, actions }: Answers,
  { kernel, params }: JudgeSettings,
): Promise<readonly RewardProblem[]> {
  const { descriptor } = kernel;
  const rows = prompts.length;
  const action = descriptor.signals.find(({ role }) => role === "action");
  const [nonFinite, failedAsserts, missing] = await Promise.all([
    outputs.nonFinite.data(),
    outputs.failedAsserts.data(),
    outputs.missing?.data(),
  ]);
  return failuresOf({
    descriptor: { ...descriptor, terms: [...descriptor.terms, ...(descriptor.finish?.terms ?? [])] },
    nonFinite,
    failedAsserts,
    missing,
    steps: Int32Array.from({ length: steps * rows }, (_, index) => Math.floor(index / rows)),
    environments: Array.from({ length: steps * rows }, (_, index) => index % rows),
    signals: { ...signals, ...(action === undefined ? {} : { [action.name]: actions }) },
    params,
  });
}

/** The mean of each report over its values; those of steps over the steps there are. */
async function reportsOf(
  { finish }: SpecDescriptor,
  { reports, mask }: FinishOutputs,
): Promise<Readonly<Record<string, number>>> {
  const entries = (finish?.reports ?? []).map(async ({ name, rate }) => {
    const value = reports[name];
    if (value === undefined) throw new Error(`the kernel does not report ${name}`);
    const mean = tf.tidy(() => {
      const numbers = tf.cast(value, "float32");
      if (rate !== "step") return tf.mean(numbers);
      const counted = tf.cast(tf.reshape(mask, [...mask.shape, ...value.shape.slice(2).map(() => 1)]), "float32");
      const size = value.size / mask.size;
      return tf.div(tf.sum(tf.mul(numbers, counted)), tf.mul(tf.sum(counted), size));
    });
    const [result = NaN] = await mean.data();
    mean.dispose();
    return [name, result] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

function known(columns: Readonly<Record<string, Column>>, name: string): Column {
  const column = columns[name];
  if (column === undefined) throw new Error(`signal \`${name}\` is not supplied: call requireSignals at start-up`);
  return column;
}
