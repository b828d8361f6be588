import * as tf from "@tensorflow/tfjs-core";
import type { Value } from "./graph.js";
import { choose } from "./ops/choose.js";
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
  const column = tf.reshape(mask, [rows, ...shape.map(() => 1)]);
  const a = filled(then, dtype, rows, shape);
  const b = filled(otherwise, dtype, rows, shape);
  return dtype === "bool" ? choose(column, a, b) : tf.where(column, a, b);
}

function filled(value: Value, dtype: "float" | "int" | "bool", rows: number, shape: readonly number[]): tf.Tensor {
  const whole = [rows, ...shape];
  const type = tensorType(dtype);
  if (typeof value !== "object") return tf.fill(whole, Number(value), type);
  const typed = value.dtype === type ? value : tf.cast(value, type);
  return tf.util.arraysEqual(typed.shape, whole) ? typed : tf.broadcastTo(typed, whole);
}
