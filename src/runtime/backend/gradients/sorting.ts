import * as tf from "@tensorflow/tfjs-core";
import { kept, single, type Gradient } from "./gradient.js";

/** Of each row the numbers at the places given: both `[…, width]`. */
function placed(values: tf.Tensor, places: tf.Tensor): tf.Tensor {
  const width = values.shape.at(-1) ?? 1;
  const rows = values.size / width;
  const starts = tf.reshape(tf.range(0, values.size, width, "int32"), [rows, 1]);
  const index = tf.reshape(tf.add(starts, tf.reshape(places, [rows, width])), [values.size]);
  return tf.reshape(tf.gather(tf.reshape(values, [values.size]), index as tf.Tensor1D), values.shape);
}

/** Sorting whole rows: each number gets what its place in the order is worth; among equals the order of the backend decides. */
export const sorting: readonly Gradient[] = [
  {
    kernelName: "TopK",
    inputsToSave: ["x"],
    outputsToSave: [false, true],
    gradFunc: (dy, saved) => ({
      x: () => {
        const [x, indices] = [kept(saved, 0), kept(saved, 1)];
        const width = x.shape.at(-1) ?? 1;
        if (indices.shape.at(-1) !== width)
          throw new Error("the greatest of a row alone have no gradient here: sort all");
        return placed(single(dy), tf.topk(tf.neg(indices), width).indices);
      },
    }),
  },
];
