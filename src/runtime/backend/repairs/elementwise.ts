import * as tf from "@tensorflow/tfjs-core";
import { binary, unary, type Repair } from "./repair.js";

/*
 * Shading languages leave open what functions make of NaN, infinities and zeros (WGSL 15.7.2: implementations may assume that
 * there are none), and drivers use it. Here the cases are told apart before the shader's answer is taken.
 */

/** Functions that turn NaN into a number. */
const nanStays = (["Exp", "Expm1", "Sigmoid"] as const).map((kernelName) =>
  unary(kernelName, (x, compute) => tf.where(tf.isNaN(x), x, compute(x))),
);

/** −∞ at 0, NaN below and at NaN. */
const log = unary("Log", (x, compute) =>
  tf.where(tf.greater(x, 0), compute(x), tf.where(tf.equal(x, 0), tf.fill(x.shape, -Infinity), tf.fill(x.shape, NaN))),
);

/** 2·atan2(√(1 − x), √(1 + x)): right to a few units in the last place, where drivers are off by 7e-5. NaN outside of [−1, 1]. */
const acos = unary("Acos", (x) => tf.mul(2, tf.atan2(tf.sqrt(tf.sub(1, x)), tf.sqrt(tf.add(1, x)))));

/** 0 for −∞ too. */
const relu = unary("Relu", (x) => tf.where(tf.less(x, 0), tf.zerosLike(x), x));

/** tfjs-webgl says 1 wherever both are the same. */
const divide = binary("RealDiv", (a, b, compute) => {
  const undefinedRatio = tf.logicalOr(
    tf.logicalAnd(tf.equal(a, 0), tf.equal(b, 0)),
    tf.logicalAnd(tf.isInf(a), tf.isInf(b)),
  );
  return tf.where(undefinedRatio, tf.scalar(NaN), compute(a, b));
});

/** With the sign of a zero, which drivers lose: atan2(−0, 1) is −0, atan2(−0, −1) is −π. */
const atan2 = binary("Atan2", (a, b, compute) => {
  const onAxis = tf.mul(tf.where(isNegative(a), -1, 1), tf.where(isNegative(b), Math.PI, 0));
  return tf.where(tf.equal(a, 0), tf.where(tf.isNaN(b), b, onAxis), compute(a, b));
});

/** Powers of ±0 and ±∞, which shaders make from logarithms, and those that are no numbers. */
const pow = binary("Pow", (a, b, compute) => {
  if (a.dtype === "int32" || b.dtype === "int32") return compute(a, b);
  const grows = tf.equal(tf.greater(b, 0), tf.isInf(a));
  const size = tf.where(tf.equal(b, 0), 1, tf.where(grows, Infinity, 0));
  const odd = tf.equal(tf.abs(tf.mod(b, 2)), 1);
  const signed = tf.where(tf.logicalAnd(isNegative(a), odd), tf.neg(size), size);
  const special = tf.logicalOr(tf.equal(a, 0), tf.isInf(a));
  const root = tf.logicalAnd(tf.logicalAnd(tf.less(a, 0), tf.isFinite(a)), tf.less(tf.floor(b), b));
  const undefinedPower = tf.logicalOr(tf.isNaN(b), tf.logicalOr(root, tf.logicalAnd(tf.isNaN(a), tf.notEqual(b, 0))));
  return tf.where(undefinedPower, tf.scalar(NaN), tf.where(special, signed, compute(a, b)));
});

export const elementwise: readonly Repair[] = [...nanStays, log, acos, relu, divide, atan2, pow];

/** Whether the sign bit of a number is set: below 0, and −0. */
function isNegative(x: tf.Tensor): tf.Tensor {
  return tf.logicalOr(tf.less(x, 0), tf.less(tf.reciprocal(x), 0));
}
