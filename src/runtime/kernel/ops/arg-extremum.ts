import * as tf from "@tensorflow/tfjs-core";
import { where } from "./where.js";

/** Index of the first maximum along `axis`; a NaN is never one. int32. */
export function argMax(x: tf.Tensor, axis: number): tf.Tensor {
  return tf.argMax(without(x, -Infinity), axis);
}

/** Index of the first minimum along `axis`; a NaN is never one. int32. */
export function argMin(x: tf.Tensor, axis: number): tf.Tensor {
  return tf.argMin(without(x, Infinity), axis);
}

function without(x: tf.Tensor, loser: number): tf.Tensor {
  return x.dtype === "float32" ? where(tf.isNaN(x), loser, x) : tf.cast(x, "float32");
}
