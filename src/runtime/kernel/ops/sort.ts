import * as tf from "@tensorflow/tfjs-core";
import { where } from "./where.js";

/** Ascending along the last axis; a NaN counts as Infinity. */
export function sort(x: tf.Tensor): tf.Tensor {
  const width = x.shape.at(-1) ?? 1;
  // `topk` gives the greatest first.
  return tf.tidy(() => {
    const numbers = x.dtype === "int32" ? x : where(tf.isNaN(x), Infinity, x);
    return tf.neg(tf.topk(tf.neg(numbers), width).values);
  });
}
