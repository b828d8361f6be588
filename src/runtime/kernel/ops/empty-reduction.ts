import * as tf from "@tensorflow/tfjs-core";

/** What a reduction over an axis without elements gives, per row: tfjs-wasm leaves its output unwritten there. */
export function emptyReduction(
  x: tf.Tensor,
  value: number,
  shape: number[],
  dtype: "float32" | "int32" | "bool",
): tf.Tensor {
  return tf.cast(tf.fill([x.shape[0] ?? 1, ...shape], value), dtype);
}
