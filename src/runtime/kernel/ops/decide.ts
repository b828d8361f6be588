import * as tf from "@tensorflow/tfjs-core";
import { lookup } from "./lookup.js";

/** `table[code]`, where bit i of the code says whether condition i (bool `[N]`) holds: a decision tree in one look-up. */
export function decide(
  table: readonly number[],
  conditions: readonly tf.Tensor[],
  dtype: "float32" | "int32" = "int32",
): tf.Tensor {
  const bits = tf.cast(tf.stack([...conditions], 0), "float32");
  const weights = tf.tensor2d([conditions.map((_, bit) => 2 ** bit)]);
  // As one product of matrices: whole numbers as small as these are exact in single precision.
  const code = tf.reshape(tf.matMul(weights, bits as tf.Tensor2D), [-1]);
  return lookup(table, tf.cast(code, "int32"), dtype);
}
