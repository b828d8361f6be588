import * as tf from "@tensorflow/tfjs-core";
import { where } from "./where.js";

/*
 * tfjs-cpu's extrema are NaN where an operand is; tfjs-wasm drops the second operand's NaN, and clips NaN to the lower bound.
 * Written with comparisons, NaN goes through on every backend.
 */

type Operand = tf.Tensor | number;

/** The smaller of two numbers; NaN where either is. Ints stay ints. */
export function minimum(a: Operand, b: Operand): tf.Tensor {
  return tf.getBackend() === "cpu" || isInt(a) || isInt(b) ? tf.minimum(a, b) : byComparison(a, b, tf.less);
}

/** The greater of two numbers; NaN where either is. Ints stay ints. */
export function maximum(a: Operand, b: Operand): tf.Tensor {
  return tf.getBackend() === "cpu" || isInt(a) || isInt(b) ? tf.maximum(a, b) : byComparison(a, b, tf.greater);
}

/** x inside `[low, high]`; NaN stays NaN. */
export function clip(x: tf.Tensor, low: number, high: number): tf.Tensor {
  return tf.getBackend() === "cpu" ? tf.clipByValue(x, low, high) : minimum(maximum(x, low), high);
}

/** The greater of a float and 0; NaN stays NaN, where tfjs-wasm takes one with a sign, such as ∞ − ∞ gives, for a negative number. */
export function relu(x: tf.Tensor): tf.Tensor {
  return tf.getBackend() === "wasm" ? where(tf.lessEqual(x, 0), 0, x) : tf.relu(x);
}

function byComparison(a: Operand, b: Operand, beats: typeof tf.less): tf.Tensor {
  if (typeof a === "number") return byComparison(b, a, beats);
  const best = where(beats(b, a), b, a);
  return typeof b === "number" ? best : where(tf.isNaN(b), b, best);
}

function isInt(value: Operand): boolean {
  return typeof value !== "number" && value.dtype === "int32";
}
