import * as tf from "@tensorflow/tfjs-core";
import { where } from "./where.js";

/** Ascending along the last axis; a NaN counts as Infinity. */
export function sort(x: tf.Tensor): tf.Tensor {
  const width = x.shape.at(-1) ?? 1;
  // `topk` gives the greatest first.
  if (x.dtype === "int32") return tf.tidy(() => tf.neg(tf.topk(tf.neg(x), width).values));
  const sorted = tf.customGrad((value, save) => {
    const numbers = where(tf.isNaN(value as tf.Tensor), Infinity, value as tf.Tensor);
    const { values, indices } = tf.topk(tf.neg(numbers), width);
    (save as tf.GradSaveFunc)([indices]);
    return {
      value: tf.neg(values),
      // Each number gets what its place in the order is worth.
      gradFunc: (dy: tf.Tensor, [sources]: tf.Tensor[]) =>
        placed(dy, tf.topk(tf.neg(sources as tf.Tensor), width).indices),
    };
  });
  return sorted(x);
}

/** Of each row the numbers at the places given: both `[…, width]`. */
function placed(values: tf.Tensor, places: tf.Tensor): tf.Tensor {
  const width = values.shape.at(-1) ?? 1;
  const rows = values.size / width;
  const starts = tf.reshape(tf.range(0, values.size, width, "int32"), [rows, 1]);
  const index = tf.reshape(tf.add(starts, tf.reshape(places, [rows, width])), [values.size]);
  return tf.reshape(tf.gather(tf.reshape(values, [values.size]), index as tf.Tensor1D), values.shape);
}
