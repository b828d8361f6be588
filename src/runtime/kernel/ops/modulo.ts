import * as tf from "@tensorflow/tfjs-core";
import { where } from "./where.js";
import { int } from "./int.js";

/**
 * x − y·⌊x / y⌋: the result has the sign of y. Floats: NaN for y = 0, and `-1 % ∞` is ∞ as in Python. Ints: 0 for y = 0, where
 * tfjs-wasm would stop the program.
 */
export function modulo(x: tf.Tensor | number, y: tf.Tensor | number): tf.Tensor {
  if (typeof y === "number") return floorModulo(x, y);
  if (y.dtype === "int32") {
    const zero = tf.equal(y, int(0));
    return where(zero, 0, tf.mod(x, where(zero, 1, y, "int32")), "int32");
  }
  const apart = tf.less(tf.mul(tf.sign(x), tf.sign(y)), 0);
  const atInfinity = where(tf.isFinite(x), where(apart, y, x), NaN);
  return where(tf.isInf(y), atInfinity, floorModulo(x, y));
}

/**
 * As `tf.mod` of floats, y finite. libtensorflow adds y to a remainder of the other sign even where that is too small to be seen
 * beside y, and gives y itself, as if all of a turn were left; it is 0.
 */
function floorModulo(x: tf.Tensor | number, y: tf.Tensor | number): tf.Tensor {
  const value = tf.mod(x, y);
  if (tf.getBackend() !== "tensorflow") return value;
  const unseen = tf.lessEqual(tf.abs(x), tf.mul(tf.abs(y), 2 ** -54));
  return where(tf.logicalAnd(unseen, tf.equal(value, y)), 0, value);
}

/** The remainder of truncated division: the result has the sign of x. */
export function remainder(x: tf.Tensor | number, y: tf.Tensor | number): tf.Tensor {
  const size = modulo(tf.abs(x), typeof y === "number" ? Math.abs(y) : tf.abs(y));
  return where(tf.less(x, size.dtype === "int32" ? int(0) : 0), tf.neg(size), size);
}
