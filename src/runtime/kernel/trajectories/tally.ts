import * as tf from "@tensorflow/tfjs-core";
import { int } from "../ops/int.js";
import { kept } from "./select.js";

/** Columns of the table that is counted in. A power of two, so that single precision divides by it exactly. */
const columns = 256;

/**
 * How often each number in `[0, numbers)` occurs, int32 `[1, numbers]`: `number` int32 and `counts` bool, both `[steps]`. As the product of two tables of ones, rows by steps by columns: that takes the root of the numbers
 * for each step and not all of them. Exact up to 2^24 steps.
 */
export function tally(number: tf.Tensor, counts: tf.Tensor, numbers: number): tf.Tensor {
  // A table of one row is none for tfjs.
  const rows = Math.max(2, Math.ceil(numbers / columns));
  // Rows that are no steps may hold any number.
  const inRange = tf.logicalAnd(tf.greaterEqual(number, int(0)), tf.less(number, int(numbers)));
  const taken = tf.logicalAnd(counts, inRange);
  const inside = kept(number, taken, 0);
  const row = tf.cast(tf.floor(tf.div(tf.cast(inside, "float32"), columns)), "int32");
  const column = tf.sub(inside, tf.mul(row, int(columns)));
  const ones = (place: tf.Tensor, size: number): tf.Tensor2D =>
    tf.cast(tf.oneHot(place, size), "float32") as tf.Tensor2D;
  const counted = tf.mul(ones(column, columns), tf.reshape(tf.cast(taken, "float32"), [-1, 1])) as tf.Tensor2D;
  const table = tf.matMul(ones(row, rows), counted, true, false);
  return tf.reshape(tf.slice(tf.reshape(tf.cast(tf.round(table), "int32"), [-1]), [0], [numbers]), [1, numbers]);
}
