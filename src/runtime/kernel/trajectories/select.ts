import * as tf from "@tensorflow/tfjs-core";
import { where } from "../ops/where.js";

/** Bools stay bools: tfjs's sum would count them. */
export function isBool(values: tf.Tensor): boolean {
  return values.dtype === "bool";
}

/** `values` where `chosen` holds, `otherwise` elsewhere, of the type of the values: whatever stands there, NaN included, is gone. */
export function kept(values: tf.Tensor, chosen: tf.Tensor, otherwise: number): tf.Tensor {
  if (isBool(values)) {
    return otherwise === 0 ? tf.logicalAnd(chosen, values) : tf.logicalOr(tf.logicalNot(chosen), values);
  }
  return where(chosen, values, otherwise, values.dtype === "int32" ? "int32" : "float32");
}

/** The value along an axis where `chosen` holds, in at most one place; 0 (false) where in none. */
export function picked(values: tf.Tensor, chosen: tf.Tensor, axis: number): tf.Tensor {
  const alone = kept(values, chosen, 0);
  return isBool(values) ? tf.any(alone, axis) : tf.sum(alone, axis);
}

/** 0, 1, … along one axis of `rank`, int32. */
export function numbered(count: number, axis: number, rank: number): tf.Tensor {
  const shape = Array.from({ length: rank }, (_, place) => (place === axis ? count : 1));
  return tf.reshape(tf.range(0, count, 1, "int32"), shape);
}

const greatestInt = 2 ** 31 - 1;

/** What no value is greater (`min`) or less (`max`) than. */
export function extreme(fn: "min" | "max", values: tf.Tensor): number {
  if (values.dtype === "int32") return fn === "min" ? greatestInt : -greatestInt - 1;
  return fn === "min" ? Infinity : -Infinity;
}
