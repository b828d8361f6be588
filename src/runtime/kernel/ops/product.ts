import * as tf from "@tensorflow/tfjs-core";
import { single } from "../../backend/gradients/gradient.js";
import { productGradient } from "../../backend/gradients/reductions.js";
import { where } from "./where.js";

/**
 * The product along axes. libtensorflow multiplies several runs of factors side by side: beside a zero, a run whose product is too
 * large for single precision would make NaN. There zeros stand aside.
 */
export function product(x: tf.Tensor, axis: number | number[]): tf.Tensor {
  if (tf.getBackend() !== "tensorflow" || x.dtype !== "float32") return tf.prod(x, axis);
  const axes = tf.util.parseAxisParam(axis, x.shape);
  const aside = tf.customGrad((given, save) => {
    const factors = given as tf.Tensor;
    (save as tf.GradSaveFunc)([factors]);
    const zero = tf.equal(factors, 0);
    const spoilt = tf.any(tf.logicalNot(tf.isFinite(factors)), axes);
    const rest = tf.prod(where(zero, 1, factors), axes);
    return {
      value: where(tf.any(zero, axes), where(spoilt, NaN, tf.zerosLike(rest)), rest),
      gradFunc: (dy: tf.Tensor | tf.Tensor[], saved: tf.Tensor[]) =>
        productGradient(single(dy), saved[0] ?? factors, axes),
    };
  });
  return aside(x);
}
