import * as tf from "@tensorflow/tfjs-core";
import { where } from "./where.js";

/** The part of `x [N, m, …]` at a place of its second axis that each row has its own of: `index [N]`. Without rows `x [m, …]` and a scalar. */
export function dynamicSlice(x: tf.Tensor, index: tf.Tensor): tf.Tensor {
  if (index.rank === 0) return tf.gather(x, index as tf.Scalar, 0);
  const [rows = 0, places = 0, ...part] = x.shape;
  const starts = tf.range(0, rows * places, places, "int32");
  return tf.gather(tf.reshape(x, [rows * places, ...part]), tf.add(starts, index) as tf.Tensor1D, 0);
}

/** `x` with another part there: `[N, …]`, or one for all rows. */
export function dynamicUpdate(x: tf.Tensor, index: tf.Tensor, part: tf.Tensor): tf.Tensor {
  const axis = index.rank;
  const places = tf.range(0, x.shape[axis] ?? 0, 1, "int32");
  const others = x.shape.slice(axis + 1).map(() => 1);
  const here = tf.reshape(tf.equal(places, tf.expandDims(index, -1)), [...index.shape, -1, ...others]);
  const shape =
    part.rank === x.rank - 1 ? [...part.shape.slice(0, axis), 1, ...part.shape.slice(axis)] : [1, ...part.shape];
  return where(here, tf.reshape(part, shape), x);
}
