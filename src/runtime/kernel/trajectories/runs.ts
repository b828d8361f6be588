import * as tf from "@tensorflow/tfjs-core";
import { where } from "../ops/where.js";
import { running } from "./running.js";
import { scan } from "./scan.js";
import { numbered } from "./select.js";

/** Runs of neighbours in rows. */
export interface Runs {
  /** int32 `[rows, width]`: where the run of each place begins, and where it ends (its last place). */
  readonly first: tf.Tensor;
  readonly last: tf.Tensor;
}

/** `changes` is bool `[rows, width − 1]`: whether another run follows each place but the last. */
export function runsOf(changes: tf.Tensor): Runs {
  const rows = changes.shape[0] ?? 0;
  const last = changes.shape[1] ?? 0;
  const place = tf.tile(numbered(last + 1, 1, 2), [rows, 1]);
  if (last === 0) return { first: place, last: place };
  const edge = tf.fill([rows, 1], 1, "bool");
  const [begins, ends] = [tf.concat([edge, changes], 1), tf.concat([changes, edge], 1)];
  return {
    first: along(where(begins, place, 0, "int32"), 0, "forward", (before, now) => tf.maximum(before, now)),
    last: along(where(ends, place, last, "int32"), last, "backward", (before, now) => tf.minimum(before, now)),
  };
}

/** Whether the next number of each row is another, bool `[rows, width − 1]`. */
export function changesIn(values: tf.Tensor): tf.Tensor {
  const [rows = 0, width = 0] = values.shape;
  const [left, right] = [0, 1].map((start) => tf.slice(values, [0, start], [rows, width - 1]));
  if (left === undefined || right === undefined) throw new Error("changes in nothing");
  return values.dtype === "bool" ? tf.logicalXor(left, right) : tf.notEqual(left, right);
}

/** Of each place of a row the pool of its run up to there: `borders` is bool `[rows, width − 1]`, whether the next place is of another run. */
export function soFar(fn: "sum" | "min" | "max", values: tf.Tensor, borders: tf.Tensor): tf.Tensor {
  const ends = tf.concat([borders, tf.fill([borders.shape[0] ?? 0, 1], 1, "bool")], 1);
  const columns = tf.transpose(values);
  const all = tf.fill(columns.shape, 1, "bool");
  return tf.transpose(scan(fn, "forward", columns, all, tf.transpose(ends)));
}

/** A running pool of each row. */
function along(
  values: tf.Tensor,
  outside: number,
  direction: "forward" | "backward",
  join: (before: tf.Tensor, now: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const [pooled] = running([tf.transpose(values)], [outside], direction, ([before], [now]) =>
    before === undefined || now === undefined ? [] : [join(before, now)],
  );
  if (pooled === undefined) throw new Error("runs of nothing");
  return tf.transpose(pooled);
}
