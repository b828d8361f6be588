import * as tf from "@tensorflow/tfjs-core";
import { unreachable } from "../../unreachable.js";
import { int } from "../ops/int.js";
import { where } from "../ops/where.js";
import { chosen } from "./chosen.js";
import { runsOfEquals, sort, type Ties } from "./order.js";
import { kept } from "./select.js";
import { at, type Rows } from "./sorted.js";

/** The rank of each number in its part, 1 for the least; 0 for those that do not count. float32 `[rows, width]`, without slope. */
export function rank({ values, ...rest }: Rows, ties: Ties): tf.Tensor {
  return chosen(values, (numbers) => ({ value: rankOf({ values: numbers, ...rest }, ties), of: [] }));
}

function rankOf(rows: Rows, ties: Ties): tf.Tensor {
  const sorted = sort(rows);
  const { first, last } = runsOfEquals(sorted);
  const [below, upto] = [first, tf.add(last, int(1))].map((place) =>
    tf.cast(tf.sub(at(place, sorted.places), sorted.start), "float32"),
  ) as [tf.Tensor, tf.Tensor];
  // A NaN is neither greater than any number nor equal to one.
  const nan = tf.isNaN(rows.values);
  const lower = where(nan, 1, tf.add(below, 1));
  const upper = where(nan, 0, upto);
  return kept(tiesOf(ties, lower, upper), rows.active, 0);
}

function tiesOf(ties: Ties, lower: tf.Tensor, upper: tf.Tensor): tf.Tensor {
  switch (ties) {
    case "lower":
      return lower;
    case "upper":
      return upper;
    case "linear":
      return tf.mul(tf.add(lower, upper), 0.5);
    default:
      return unreachable(ties);
  }
}
