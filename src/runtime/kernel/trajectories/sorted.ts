import * as tf from "@tensorflow/tfjs-core";
import { where } from "../ops/where.js";
import { running } from "./running.js";
import { extreme, numbered } from "./select.js";

/** Rows of numbers in ascending order. */
export interface Sorted {
  /** `[rows, width]`: those that count first; what stands behind them is any number. NaN does not count. */
  readonly values: tf.Tensor;
  /** int32 `[rows, width]`: where each number of the row that counts stands now. */
  readonly places: tf.Tensor;
  /** int32 `[rows, 1]`: how many count. */
  readonly count: tf.Tensor;
}

/** Sorts the active numbers of each row; `values` float or int, `active` bool, both `[rows, width]`. */
export function sort(values: tf.Tensor, active: tf.Tensor): Sorted {
  const width = values.shape[1] ?? 0;
  const counts = values.dtype === "int32" ? active : tf.logicalAnd(active, tf.logicalNot(tf.isNaN(values)));
  // `topk` gives the greatest first.
  const type = values.dtype === "int32" ? "int32" : "float32";
  const { values: descending, indices } = tf.topk(where(counts, tf.neg(values), extreme("max", values), type), width);
  const count = tf.sum(tf.cast(counts, "int32"), 1, true);
  const one = tf.scalar(1, "int32");
  return {
    values: tf.neg(descending),
    // Infinities equal what does not count, and may have come to stand behind it.
    places: tf.minimum(tf.topk(tf.neg(indices), width).indices, tf.sub(tf.maximum(count, one), one)),
    count,
  };
}

/** Runs of equal numbers. */
export interface Runs {
  /** int32 `[rows, width]`: where the run of each sorted number begins, and where it ends (its last place). */
  readonly first: tf.Tensor;
  readonly last: tf.Tensor;
}

export function runsOf({ values, count }: Sorted): Runs {
  const [rows = 0, width = 0] = values.shape;
  const place = tf.tile(numbered(width, 1, 2), [rows, 1]);
  if (width === 1) return { first: place, last: place };
  const [left, right] = [0, 1].map((start) => tf.slice(values, [0, start], [rows, width - 1])) as [
    tf.Tensor,
    tf.Tensor,
  ];
  const changes = tf.notEqual(left, right);
  const edge = tf.fill([rows, 1], 1, "bool");
  const begins = tf.concat([edge, changes], 1);
  // What does not count ends the last run.
  const ends = tf.logicalOr(tf.concat([changes, edge], 1), tf.equal(place, tf.sub(count, tf.scalar(1, "int32"))));
  const last = width - 1;
  return {
    first: along(where(begins, place, 0, "int32"), 0, "forward", (before, now) => tf.maximum(before, now)),
    last: along(where(ends, place, last, "int32"), last, "backward", (before, now) => tf.minimum(before, now)),
  };
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

/** The number at a place of each row: `values [rows, width]`, `index` int32 `[rows, any]` inside of the row. */
export function at(values: tf.Tensor, index: tf.Tensor): tf.Tensor {
  const [rows = 0, width = 0] = values.shape;
  const start = tf.mul(numbered(rows, 0, 2), tf.scalar(width, "int32"));
  return tf.gather(tf.reshape(values, [rows * width]), tf.add(start, index) as tf.Tensor1D);
}
