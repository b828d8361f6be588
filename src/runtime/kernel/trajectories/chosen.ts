import * as tf from "@tensorflow/tfjs-core";
import { changesIn, soFar } from "./runs.js";
import { numbered } from "./select.js";
import { sortStably } from "./sort-parts.js";
import { at, inverse } from "./sorted.js";

/** What an order makes of rows of numbers: `[rows, any]`. */
export interface Chosen {
  readonly value: tf.Tensor;
  /** The numbers that it consists of, by their places in the row (int32), and what each of them counts there; both of the value's shape. */
  readonly of: readonly { readonly place: tf.Tensor; readonly weight: tf.Tensor }[];
}

/** The value with its gradient: each number gets what it counts. How it was found has none, and stays off the tape. */
export function chosen(values: tf.Tensor, choose: (values: tf.Tensor) => Chosen): tf.Tensor {
  if (values.dtype !== "float32") return choose(values).value;
  const width = values.shape[1] ?? 0;
  return tf.customGrad((x, save) => {
    const { value, of } = choose(x as tf.Tensor);
    (save as tf.GradSaveFunc)(of.flatMap(({ place, weight }) => [place, weight]));
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor =>
      of.reduce<tf.Tensor>(
        (sum, _, index) => {
          const [place, weight] = saved.slice(2 * index, 2 * index + 2);
          if (place === undefined || weight === undefined) throw new Error("an order that was not kept");
          return tf.add(sum, scattered(tf.mul(dy, weight), place, width));
        },
        tf.zeros([dy.shape[0] ?? 0, width]),
      );
    return { value, gradFunc };
  })(values);
}

/**
 * Sums of the numbers with the same place, `[rows, width]`: `numbers` and `places` (int32 in `[0, width)`) are `[rows, any]`. The numbers are sorted by place, a mark behind those of each: no backend but a few has a kernel for such sums, and a
 * table of places by numbers would be large.
 */
function scattered(numbers: tf.Tensor, places: tf.Tensor, width: number): tf.Tensor {
  const [rows = 0, count = 0] = numbers.shape;
  const everywhere = (size: number): tf.Tensor => tf.tile(numbered(size, 1, 2), [rows, 1]);
  const place = tf.concat([places, everywhere(width)], 1);
  const order = sortStably(place, everywhere(count + width), width);
  const sorted = at(tf.concat([numbers, tf.zeros([rows, width])], 1), order);
  const marks = tf.slice(inverse(order), [0, count], [rows, width]);
  return at(soFar("sum", sorted, changesIn(at(place, order))), marks);
}
