import * as tf from "@tensorflow/tfjs-core";
import { int } from "../ops/int.js";
import { where } from "../ops/where.js";
import { extreme, numbered } from "./select.js";

/** Numbers by row, `[rows, width]`, and which of them count. */
export interface Rows {
  readonly values: tf.Tensor;
  readonly active: tf.Tensor;
  /** Numbers of one part of a row are ordered by themselves: `of` int32 `[rows, width]` in `[0, count)`; absent where each row is one. */
  readonly parts?: { readonly of: tf.Tensor; readonly count: number };
}

/** Rows of numbers part by part, each in ascending order. What there is one of for a part stands once for its row where the row is one part, and where its members stand otherwise. */
export interface Sorted {
  /** `[rows, width]`: of each part those that count first; what stands behind them is any number. NaN does not count. */
  readonly values: tf.Tensor;
  /** int32 `[rows, width]`: where each of them stood in the row. */
  readonly order: tf.Tensor;
  /** bool `[rows, width]`: which of them count. */
  readonly counted: tf.Tensor;
  /** int32 `[rows, width]`: where each number of the row that counts stands now. */
  readonly places: tf.Tensor;
  /** int32 `[rows, 1]` or `[rows, width]` as numbers stand in the row: where their part begins, and how many of it count. */
  readonly start: tf.Tensor;
  readonly count: tf.Tensor;
  /** bool `[rows, width − 1]`: whether the next number is of another part; absent where a row is one. */
  readonly borders?: tf.Tensor;
  /** One value of a part's sorted ones. */
  pool(fn: "sum" | "min" | "max", sorted: tf.Tensor): tf.Tensor;
  /** What stands by sorted numbers (or is the part's) as numbers stand in the row. */
  unsorted(sorted: tf.Tensor): tf.Tensor;
  /** How many flags of each number's part hold; flags stand as the numbers do in the row. */
  total(flags: tf.Tensor): tf.Tensor;
}

/** Which numbers have a place in an order. */
export function countedIn({ values, active }: Rows): tf.Tensor {
  return values.dtype === "float32" ? tf.logicalAnd(active, tf.logicalNot(tf.isNaN(values))) : active;
}

/** Sorts the numbers of each row that count to its beginning. */
export function ascending(
  values: tf.Tensor,
  counts: tf.Tensor,
): { readonly values: tf.Tensor; readonly order: tf.Tensor } {
  const type = values.dtype === "int32" ? "int32" : "float32";
  // `topk` gives the greatest first.
  const negative = where(counts, tf.neg(values), extreme("max", values), type);
  const { values: descending, indices } = tf.topk(negative, values.shape[1] ?? 0);
  return { values: tf.neg(descending), order: indices };
}

/** Where each number of the row stands that `order` takes from there. */
export function inverse(order: tf.Tensor): tf.Tensor {
  return tf.topk(tf.neg(order), order.shape[1] ?? 0).indices;
}

/** Each row as one part. */
export function sortRows(rows: Rows): Sorted {
  const counts = countedIn(rows);
  const { values, order } = ascending(rows.values, counts);
  const total = (flags: tf.Tensor): tf.Tensor => tf.sum(tf.cast(flags, "int32"), 1, true);
  const count = total(counts);
  return {
    values,
    order,
    counted: tf.less(numbered(values.shape[1] ?? 0, 1, 2), count),
    // Infinities equal what does not count, and may have come to stand behind it.
    places: tf.minimum(inverse(order), tf.sub(tf.maximum(count, int(1)), int(1))),
    start: int(0),
    count,
    pool: (fn, sorted) => tf[fn](sorted, 1, true),
    unsorted: (sorted) => sorted,
    total,
  };
}

/** The number at a place of each row: `values [rows, width]`, `index` int32 `[rows, any]` inside of the row. */
export function at(values: tf.Tensor, index: tf.Tensor): tf.Tensor {
  const [rows = 0, width = 0] = values.shape;
  const start = tf.mul(numbered(rows, 0, 2), int(width));
  return tf.gather(tf.reshape(values, [rows * width]), tf.add(start, index) as tf.Tensor1D);
}
