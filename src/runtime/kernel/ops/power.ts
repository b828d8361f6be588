import * as tf from "@tensorflow/tfjs-core";
import { where } from "./where.js";

/** a^b. ±1 to a power that is not finite is NaN (as in JavaScript); C libraries, and so tfjs-wasm, say 1. */
export function power(a: tf.Tensor | number, b: tf.Tensor | number): tf.Tensor {
  const value = tf.pow(a, b);
  if (typeof b === "number" || tf.getBackend() === "cpu") return value;
  return where(tf.logicalAnd(tf.logicalNot(tf.isFinite(b)), tf.equal(tf.abs(a), 1)), NaN, value);
}
