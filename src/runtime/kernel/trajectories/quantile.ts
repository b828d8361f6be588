import * as tf from "@tensorflow/tfjs-core";
import { int } from "../ops/int.js";
import { lookup } from "../ops/lookup.js";
import { where } from "../ops/where.js";
import { chosen, type Chosen } from "./chosen.js";
import { sort, sound, type Ties } from "./order.js";
import { kept } from "./select.js";
import { at, countedIn, type Rows } from "./sorted.js";

/** The quantile of each row, `[rows, 1]`, or for each of its numbers that of its part or of the others, `[rows, width]`; NaN where one of them is, 0 of nothing. */
export function quantile({ values, ...rest }: Rows, q: number, ties: Ties, exceptSelf: boolean): tf.Tensor {
  return chosen(values, (numbers) => quantileOf({ values: numbers, ...rest }, q, ties, exceptSelf));
}

function quantileOf(rows: Rows, q: number, ties: Ties, exceptSelf: boolean): Chosen {
  const sorted = sort(rows);
  const width = rows.values.shape[1] ?? 0;
  const counted = countedIn(rows);
  const count = exceptSelf ? tf.sub(sorted.count, tf.cast(counted, "int32")) : sorted.count;
  const { lower, upper, share } = positions(q, width);
  const placeOf = (table: readonly number[]): tf.Tensor => {
    const place = tf.add(sorted.start, lookup(table, count));
    if (!exceptSelf) return place;
    // Behind the own number the others stand one place further.
    const beyond = tf.logicalAnd(counted, tf.greaterEqual(place, sorted.places));
    // One alone has no others: what is read there does not count.
    return tf.minimum(tf.add(place, tf.cast(beyond, "int32")), int(Math.max(0, width - 1)));
  };
  const [below, above] = [placeOf(lower), placeOf(upper)];
  const [low, high] = [at(sorted.values, below), at(sorted.values, above)];
  const part =
    ties === "linear" ? lookup(share, count, "float32") : tf.fill(count.shape, ties === "lower" ? 0 : 1, "float32");
  const found = ties === "lower" ? low : ties === "upper" ? high : between(low, high, part);
  const { value, isSound } = sound(found, count, sorted, rows, exceptSelf);
  return {
    value,
    of: [
      { place: at(sorted.order, below), weight: kept(tf.sub(1, part), isSound, 0) },
      { place: at(sorted.order, above), weight: kept(part, isSound, 0) },
    ],
  };
}

/** Where the quantile of n sorted numbers stands, by n up to `most`: computed in double precision, which decides between neighbours. */
function positions(q: number, most: number): Readonly<Record<"lower" | "upper" | "share", readonly number[]>> {
  const position = Array.from({ length: most + 1 }, (_, count) => q * Math.max(0, count - 1));
  return {
    lower: position.map(Math.floor),
    upper: position.map(Math.ceil),
    share: position.map((exact) => exact - Math.floor(exact)),
  };
}

/** Equal infinities have no difference. */
function between(low: tf.Tensor, high: tf.Tensor, share: tf.Tensor): tf.Tensor {
  return where(tf.equal(low, high), low, tf.add(low, tf.mul(tf.sub(high, low), share)));
}
