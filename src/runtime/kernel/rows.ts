import * as tf from "@tensorflow/tfjs-core";
import type { Value } from "./graph.js";
import { where } from "./ops/where.js";
import { tensorType } from "./columns.js";

/**
 * `then` on the rows of `mask` (bool `[N]`), `otherwise` on the others, as `[N, ...shape]` of the element type; either may be the
 * same on all rows, and a scalar fills an array. Always a fresh tensor.
 */
export function onRows(
  mask: tf.Tensor,
  then: Value,
  otherwise: Value,
  dtype: "float" | "int" | "bool",
  shape: readonly number[] = [],
): tf.Tensor {
  const rows = mask.shape[0] ?? 0;
  const column = shape.length === 0 ? mask : tf.reshape(mask, [rows, ...shape.map(() => 1)]);
  const a = filled(then, dtype, rows, shape);
  // What rows that do not step have is mostly a constant: fewer operations do, and operations are what a step of few rows costs.
  if (dtype === "bool" && otherwise === false) return tf.logicalAnd(column, a);
  if (dtype === "bool" && otherwise === true) return tf.logicalOr(a, tf.logicalNot(column));
  const b = filled(otherwise, dtype, rows, shape);
  return where(column, a, b);
}

function filled(value: Value, dtype: "float" | "int" | "bool", rows: number, shape: readonly number[]): tf.Tensor {
  const whole = [rows, ...shape];
  const type = tensorType(dtype);
  if (typeof value !== "object") return tf.fill(whole, Number(value), type);
  const typed = value.dtype === type ? value : tf.cast(value, type);
  return tf.util.arraysEqual(typed.shape, whole) ? typed : tf.broadcastTo(typed, whole);
}
