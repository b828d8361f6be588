import * as tf from "@tensorflow/tfjs-core";
import { lateColumns, mismatch, stepColumns, tensorType } from "../columns.js";
import { comesLater } from "../comes-later.js";
import type { SpecDescriptor } from "../descriptor.js";
import { RewardError } from "../errors.js";
import type { Columns, Trajectories } from "../kernel.js";

/** Trajectories as they are computed on, checked: columns of steps stand `[T·N, …]` in the order of time. */
export interface BatchInputs {
  readonly steps: number;
  readonly episodes: number;
  readonly lengths: readonly number[];
  /** The group of each episode. */
  readonly groups: readonly number[];
  readonly groupCount: number;
  readonly signals: Columns;
  /** bool `[T·N]`. */
  readonly terminated: tf.Tensor | undefined;
  readonly truncated: tf.Tensor | undefined;
  readonly episodeSignals: Columns;
  readonly groupSignals: Columns;
}

/** Throws a `RewardError` that names what does not fit. */
export function batchInputs(descriptor: SpecDescriptor, given: Trajectories): BatchInputs {
  const { lengths } = given;
  const episodes = lengths.length;
  const steps = stepsOf(given);
  require(episodes > 0, "lengths", "an episode at least", "none");
  for (const length of lengths)
    require(Number.isInteger(length) &&
      length >= 0 &&
      length <= steps, "lengths", `whole numbers up to ${steps}`, `${length}`);
  const groups = given.groups ?? Array.from(lengths, () => 0);
  require(groups.length === episodes, "groups", `${episodes} numbers`, `${groups.length}`);
  const groupCount = groupCountOf(descriptor, given.groupSignals, groups);
  for (const group of groups)
    require(Number.isInteger(group) &&
      group >= 0 &&
      group < groupCount, "groups", `whole numbers below ${groupCount}`, `${group}`);
  const flattened = (tensor: tf.Tensor | undefined, name: string): tf.Tensor | undefined =>
    tensor && flat(tensor, name, "bool", [], steps, episodes);
  return {
    steps,
    episodes,
    lengths,
    groups,
    groupCount,
    signals: signalsOf(descriptor, given, steps),
    terminated: flattened(given.terminated, "terminated"),
    truncated: flattened(given.truncated, "truncated"),
    episodeSignals: lateColumns(descriptor, "episode", given.episodeSignals, episodes),
    groupSignals: lateColumns(descriptor, "group", given.groupSignals, groupCount),
  };
}

/** T: what the columns say, else the greatest length. */
function stepsOf({ signals, actions, terminated, truncated, lengths }: Trajectories): number {
  const [column] = [...Object.values(signals), ...Object.values(actions ?? {}), terminated, truncated].filter(
    (tensor) => tensor !== undefined,
  );
  return Math.max(1, column?.shape[0] ?? lengths.reduce((most, length) => Math.max(most, length), 1));
}

function groupCountOf({ signals }: SpecDescriptor, given: Columns | undefined, groups: readonly number[]): number {
  const names = signals.filter((signal) => signal.per?.rate === "group" && comesLater(signal)).map(({ name }) => name);
  const [column] = names.flatMap((name) => given?.[name] ?? []);
  return column?.shape[0] ?? groups.reduce((most, group) => Math.max(most, group), 0) + 1;
}

function signalsOf(descriptor: SpecDescriptor, given: Trajectories, steps: number): Columns {
  const { lengths } = given;
  const columns = { ...given.signals, ...given.actions };
  const last = lengths.every((length) => length === steps) ? undefined : lastRows(lengths, steps);
  const ready = Object.fromEntries(
    descriptor.signals.flatMap(({ name, dtype, shape }) => {
      const column = columns[name];
      if (column === undefined) return [];
      const rows = flat(column, name, tensorType(dtype), shape, steps, lengths.length);
      // What stands behind an episode may be anything, but whole numbers are looked up in tables.
      return [[name, dtype === "int" && last !== undefined ? tf.gather(rows, last) : rows]];
    }),
  );
  return stepColumns(descriptor, { signals: ready }, steps * lengths.length);
}

/** For each row itself, behind the end of its episode the episode's last step; that of another where an episode has none. */
function lastRows(lengths: readonly number[], steps: number): tf.Tensor1D {
  const episodes = lengths.length;
  const any = Math.max(
    0,
    lengths.findIndex((length) => length > 0),
  );
  const rows = new Int32Array(steps * episodes);
  for (let row = 0; row < rows.length; row++) {
    const length = lengths[row % episodes] ?? 0;
    const step = Math.min(Math.floor(row / episodes), length - 1);
    rows[row] = length === 0 ? any : step * episodes + (row % episodes);
  }
  return tf.tensor1d(rows, "int32");
}

/** A column `[T, N, ...shape]` as `[T·N, ...shape]`. */
function flat(
  column: tf.Tensor,
  name: string,
  dtype: "float32" | "int32" | "bool",
  shape: readonly number[],
  steps: number,
  episodes: number,
): tf.Tensor {
  const whole = [steps, episodes, ...shape];
  if (column.dtype === dtype && tf.util.arraysEqual(column.shape, whole))
    return tf.reshape(column, [steps * episodes, ...shape]);
  throw mismatch(name, ({ float32: "float", int32: "int", bool: "bool" } as const)[dtype], whole, column);
}

function require(holds: boolean, name: string, expected: string, found: string): void {
  if (!holds) throw new RewardError({ kind: "bad-input", name, expected, found });
}
