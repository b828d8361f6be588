import * as tf from "@tensorflow/tfjs-core";
import { int } from "./int.js";

/** `table[index]` elementwise, for indices inside the table. */
export function lookup(
  table: readonly number[],
  index: tf.Tensor,
  dtype: "float32" | "int32" | "bool" = "int32",
): tf.Tensor {
  return tf.gather(tf.tensor1d([...table], dtype), index as tf.Tensor1D);
}

/** The same where indices outside of the table are no matter: the nearest entry stands for them. */
export function boundedLookup(
  table: readonly number[],
  index: tf.Tensor,
  dtype: "float32" | "int32" | "bool" = "int32",
): tf.Tensor {
  return lookup(table, tf.maximum(tf.minimum(index, int(table.length - 1)), int(0)), dtype);
}
