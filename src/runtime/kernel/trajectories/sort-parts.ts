import * as tf from "@tensorflow/tfjs-core";
import { int } from "../ops/int.js";
import { changesIn, runsOf, soFar } from "./runs.js";
import { numbered } from "./select.js";
import { ascending, at, countedIn, inverse, type Rows, type Sorted } from "./sorted.js";

/** Whole numbers below this are exact on every backend. */
const exact = 2 ** 24;

/** Sorts by part, and in each part the numbers that count to its beginning. */
export function sortParts(rows: Rows, { of: part, count: parts }: NonNullable<Rows["parts"]>): Sorted {
  const counts = countedIn(rows);
  const { order: byValue } = ascending(rows.values, counts);
  // What does not count stands behind its part's others, the greatest included. Rows that are no steps may have any number for a part.
  const inside = tf.maximum(tf.minimum(part, int(parts - 1)), int(0));
  const key = tf.add(tf.mul(inside, int(2)), tf.cast(tf.logicalNot(counts), "int32"));
  const order = sortStably(key, byValue, 2 * parts);
  const places = inverse(order);
  const unsorted = (sorted: tf.Tensor): tf.Tensor => at(sorted, places);
  const borders = changesIn(at(inside, order));
  const { first, last } = runsOf(borders);
  const pool: Sorted["pool"] = (fn, sorted) => at(soFar(fn, sorted, borders), last);
  const total = (flags: tf.Tensor): tf.Tensor => unsorted(pool("sum", tf.cast(at(flags, order), "int32")));
  return {
    values: at(rows.values, order),
    order,
    counted: at(counts, order),
    places,
    start: unsorted(first),
    count: total(counts),
    borders,
    pool,
    unsorted,
    total,
  };
}

/**
 * `order`, int32 `[rows, width]`, sorted by the keys of what it takes, whole numbers in `[0, keys)` that stand as the row does; equal ones keep their order. By digits of the keys, the last first, since `topk` promises
 * nothing of equals and backends compute with single precision: each pass sorts different whole numbers.
 */
export function sortStably(key: tf.Tensor, order: tf.Tensor, keys: number): tf.Tensor {
  const width = key.shape[1] ?? 1;
  // A power of two, by which single precision divides exactly.
  const base = 2 ** Math.max(1, Math.floor(Math.log2(exact / width)));
  const place = numbered(width, 1, 2);
  let sorted = order;
  for (let [rest, span] = [key, keys]; span > 1; span = Math.ceil(span / base)) {
    const higher = tf.cast(tf.floor(tf.div(tf.cast(rest, "float32"), base)), "int32");
    const digit = tf.sub(rest, tf.mul(higher, int(base)));
    const distinct = tf.add(tf.mul(at(digit, sorted), int(width)), place);
    sorted = at(sorted, tf.topk(tf.neg(distinct), width).indices);
    rest = higher;
  }
  return sorted;
}
