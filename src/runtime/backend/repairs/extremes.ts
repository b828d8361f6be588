import * as tf from "@tensorflow/tfjs-core";
import { unary, type Repair } from "./repair.js";

/*
 * tfjs-webgl takes 1e20 for infinity where an extreme begins: the greatest of numbers below −1e20 is −1e20. Numbers 2⁶⁴ times
 * smaller all lie nearer to 0 than that, and the powers of two are exact.
 */

/** What tfjs-webgl begins at, less a margin for its rounding. */
const start = 0.99e20;
const scale = 2 ** 64;

export const extremes: readonly Repair[] = (
  [
    ["Max", -1],
    ["Min", 1],
  ] as const
).map(([kernelName, side]) =>
  unary(
    kernelName,
    (x, compute) => {
      if (x.dtype !== "float32") return compute(x);
      const isBeyond = (value: tf.Tensor): tf.Tensor => tf.greaterEqual(tf.mul(value, side), start);
      const near = compute(x);
      const far = compute(tf.div(x, scale));
      return tf.where(
        isBeyond(near),
        tf.where(isBeyond(far), tf.fill(far.shape, side * Infinity), tf.mul(far, scale)),
        near,
      );
    },
    ["webgl"],
  ),
);
