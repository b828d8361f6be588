import * as tf from "@tensorflow/tfjs-core";
import { where } from "./where.js";

/** −1, 0 or 1; NaN stays NaN, where tfjs says 0. From comparisons: tfjs-wasm takes 1e-10 for 0. */
export function sign(x: tf.Tensor | number): tf.Tensor {
  const way = tf.sub(tf.cast(tf.greater(x, 0), "float32"), tf.cast(tf.less(x, 0), "float32"));
  return where(tf.isNaN(x), x, way);
}

/** Towards zero. */
export function truncate(x: tf.Tensor | number): tf.Tensor {
  return where(tf.less(x, 0), tf.ceil(x), tf.floor(x));
}

/** A float as int32, towards zero and kept inside 32 bits; NaN is 0. */
export function toInt(x: tf.Tensor): tf.Tensor {
  const bounded = tf.clipByValue(where(tf.isNaN(x), 0, x), -(2 ** 31), 2 ** 31 - 128);
  return tf.cast(bounded, "int32");
}
