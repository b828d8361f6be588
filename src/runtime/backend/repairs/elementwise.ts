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

/** With the sign of a zero, which drivers lose: atan2(−0, 1) is −0, atan2(−0, −1) is −π. */
const atan2 = binary("Atan2", (a, b, compute) => {
  const onAxis = tf.mul(tf.where(isNegative(a), -1, 1), tf.where(isNegative(b), Math.PI, 0));
  const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
  const known = tf.logicalAnd(tf.equal(a, 0), tf.logicalNot(tf.isNaN(b)));
  return tf.where(tf.broadcastTo(known, shape), tf.broadcastTo(onAxis, shape), compute(a, b));
});

/** Powers of ±0 and ±∞, which shaders make from logarithms. */
const pow = binary("Pow", (a, b, compute) => {
  if (a.dtype === "int32" || b.dtype === "int32") return compute(a, b);
  const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
  const grows = tf.equal(tf.greater(b, 0), tf.isInf(a));
  const size = tf.where(tf.equal(b, 0), 1, tf.where(grows, Infinity, 0));
  const odd = tf.equal(tf.abs(tf.mod(b, 2)), 1);
  const signed = tf.where(tf.logicalAnd(isNegative(a), odd), tf.neg(size), size);
  const special = tf.logicalAnd(tf.logicalOr(tf.equal(a, 0), tf.isInf(a)), tf.logicalNot(tf.isNaN(b)));
  return tf.where(tf.broadcastTo(special, shape), tf.broadcastTo(signed, shape), compute(a, b));
});

export const elementwise: readonly Repair[] = [...nanStays, log, acos, atan2, pow];

/** Whether the sign bit of a number is set: below 0, and −0. */
function isNegative(x: tf.Tensor): tf.Tensor {
  return tf.logicalOr(tf.less(x, 0), tf.less(tf.reciprocal(x), 0));
}
