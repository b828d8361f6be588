import * as tf from "@tensorflow/tfjs-core";
import { unary, type Repair } from "./repair.js";

/*
 * Shading languages promise little of sines: WGSL an absolute error of 2⁻¹¹ in [−π, π] (15.7.4.1), and nothing outside. Here: Cody and Waite's reduction
 * to [−π/4, π/4] by parts of π/2 of few bits, whose multiples are exact, and the polynomials of Moshier's Cephes (sinf, cosf), to 1e-7.
 * Each operation is a shader of its own, so that no compiler contracts or reorders them.
 */

/** π/2 in parts of 8, 11 and 24 bits. */
const halfPi = [1.5703125, 4.837512969970703125e-4, 7.549789948768648e-8] as const;
/** Up to here the multiples are exact; what is beyond is left to the driver. */
const limit = 2 ** 20;

const sin = unary("Sin", (x, compute) => within(x, compute, quarterWave(x, 0)));
const cos = unary("Cos", (x, compute) => within(x, compute, quarterWave(x, 1)));
const tan = unary("Tan", (x, compute) => within(x, compute, tf.div(quarterWave(x, 0), quarterWave(x, 1))));

export const trigonometric: readonly Repair[] = [sin, cos, tan];

function within(x: tf.Tensor, compute: (x: tf.Tensor) => tf.Tensor, value: tf.Tensor): tf.Tensor {
  // NaN and infinities are beyond the limit as well.
  return tf.where(tf.lessEqual(tf.abs(x), limit), value, tf.where(tf.isFinite(x), compute(x), tf.fill(x.shape, NaN)));
}

/** sin(x + quarters·π/2). */
function quarterWave(x: tf.Tensor, quarters: number): tf.Tensor {
  const turns = tf.round(tf.mul(x, 2 / Math.PI));
  const high = tf.mul(tf.round(tf.div(turns, 1024)), 1024);
  const low = tf.sub(turns, high);
  const rest = halfPi.reduce<tf.Tensor>((left, part) => tf.sub(tf.sub(left, tf.mul(high, part)), tf.mul(low, part)), x);
  const square = tf.square(rest);
  const odd = tf.add(rest, tf.mul(tf.mul(rest, square), polynomial(square, sine)));
  const even = tf.add(tf.sub(1, tf.mul(square, 0.5)), tf.mul(tf.square(square), polynomial(square, cosine)));
  const shifted = tf.add(turns, quarters);
  const quadrant = tf.sub(shifted, tf.mul(tf.floor(tf.div(shifted, 4)), 4));
  const isOdd = tf.logicalOr(tf.equal(quadrant, 1), tf.equal(quadrant, 3));
  const value = tf.where(isOdd, even, odd);
  return tf.where(tf.greaterEqual(quadrant, 2), tf.neg(value), value);
}

const sine = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1] as const;
const cosine = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2] as const;

/** By Horner's rule, the highest power first. */
function polynomial(x: tf.Tensor, [first, second, third]: readonly [number, number, number]): tf.Tensor {
  return tf.add(tf.mul(tf.add(tf.mul(x, first), second), x), third);
}
