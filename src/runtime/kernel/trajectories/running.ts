import * as tf from "@tensorflow/tfjs-core";
import type { ScanDirection } from "./rates.js";

/** What a run of rows amounts to, as tensors `[steps, size]` of each row. */
export type RunState = readonly tf.Tensor[];

/** `values [steps, size]`, each row that of `distance` rows before it on the way; `outside` where there is none. */
export function moved(values: tf.Tensor, distance: number, outside: number, direction: ScanDirection): tf.Tensor {
  const [steps = 0, size = 1] = values.shape;
  if (distance === 0) return values;
  if (distance >= steps) return tf.fill([steps, size], outside, values.dtype);
  const edge = tf.fill([distance, size], outside, values.dtype);
  const forward = direction === "forward";
  const rest = tf.slice(values, [forward ? 0 : distance, 0], [steps - distance, size]);
  return tf.concat(forward ? [edge, rest] : [rest, edge], 0);
}

/**
 * What the rows so far amount to, each row included, by ⌈log₂ steps⌉ passes that double the run that each row knows of (Hillis and Steele, "Data parallel algorithms", 1986).
 * `join` is associative and takes what comes first on the way first; `outside` are the numbers of a row that adds nothing.
 */
export function running(
  rows: RunState,
  outside: readonly number[],
  direction: ScanDirection,
  join: (before: RunState, now: RunState) => RunState,
): RunState {
  const steps = rows[0]?.shape[0] ?? 0;
  let state = rows;
  for (let distance = 1; distance < steps; distance *= 2) {
    const before = state.map((values, index) => moved(values, distance, outside[index] ?? 0, direction));
    state = join(before, state);
  }
  return state;
}
