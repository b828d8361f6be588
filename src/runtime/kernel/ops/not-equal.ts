import * as tf from "@tensorflow/tfjs-core";

/** False where either is NaN, as every comparison of the language. */
export function notEqual(a: tf.Tensor | number, b: tf.Tensor | number): tf.Tensor {
  return tf.logicalOr(tf.less(a, b), tf.greater(a, b));
}
