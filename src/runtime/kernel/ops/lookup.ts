import * as tf from "@tensorflow/tfjs-core";

/** `table[index]` elementwise, for indices inside the table. */
export function lookup(
  table: readonly number[],
  index: tf.Tensor,
  dtype: "float32" | "int32" | "bool" = "int32",
): tf.Tensor {
  return tf.gather(tf.tensor1d([...table], dtype), index as tf.Tensor1D);
}
