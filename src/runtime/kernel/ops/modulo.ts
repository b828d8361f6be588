import * as tf from "@tensorflow/tfjs-core";
import { where } from "./where.js";
import { int } from "./int.js";

/**
 * x − y·⌊x / y⌋: the result has the sign of y. Floats: NaN for y = 0, and `-1 % ∞` is ∞ as in Python. Ints: 0 for y = 0, where
 * tfjs-wasm would stop the program.
 */
export function modulo(x: tf.Tensor | number, y: tf.Tensor | number): tf.Tensor {
  if (typeof y === "number") return tf.mod(x, y);
  if (y.dtype === "int32") {
    const zero = tf.equal(y, int(0));
    return where(zero, 0, tf.mod(x, where(zero, 1, y, "int32")), "int32");
  }
  const apart = tf.less(tf.mul(tf.sign(x), tf.sign(y)), 0);
  const atInfinity = where(tf.isFinite(x), where(apart, y, x), NaN);
  return where(tf.isInf(y), atInfinity, tf.mod(x, y));
}

/** The remainder of truncated division: the result has the sign of x. */
export function remainder(x: tf.Tensor | number, y: tf.Tensor | number): tf.Tensor {
  const size = modulo(tf.abs(x), typeof y === "number" ? Math.abs(y) : tf.abs(y));
  return where(tf.less(x, size.dtype === "int32" ? int(0) : 0), tf.neg(size), size);
}
