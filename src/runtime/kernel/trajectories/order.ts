import * as tf from "@tensorflow/tfjs-core";
import { unreachable } from "../../unreachable.js";
import { lookup } from "../ops/lookup.js";
import { where } from "../ops/where.js";
import { at, runsOf, sort, type Runs, type Sorted } from "./sorted.js";
import { isBool, kept, numbered } from "./select.js";

/** Which of two neighbours, or what of both; see `OrderNode` of the IR. */
export type Ties = "lower" | "upper" | "linear";

/** Numbers by row, `[rows, width]`, and which of them count. */
export interface Rows {
  readonly values: tf.Tensor;
  readonly active: tf.Tensor;
}

/** The quantile of each row, `[rows, 1]`, or for each of its numbers that of the others, `[rows, width]`; NaN where one of them is, 0 of nothing. */
export function quantile({ values, active }: Rows, q: number, ties: Ties, exceptSelf: boolean): tf.Tensor {
  const sorted = sort(values, active);
  const counted = tf.logicalAnd(active, tf.logicalNot(tf.isNaN(values)));
  const count = exceptSelf ? tf.sub(sorted.count, tf.cast(counted, "int32")) : sorted.count;
  const { lower, upper, share } = positions(q, values.shape[1] ?? 0);
  const number = (position: tf.Tensor): tf.Tensor => {
    // Behind the own number the others stand one place further.
    const beyond = tf.logicalAnd(counted, tf.greaterEqual(position, sorted.places));
    if (!exceptSelf) return at(sorted.values, position);
    // One alone has no others: what is read there does not count.
    const last = tf.scalar(Math.max(0, (values.shape[1] ?? 0) - 1), "int32");
    return at(sorted.values, tf.minimum(tf.add(position, tf.cast(beyond, "int32")), last));
  };
  const [low, high] = [number(lookup(lower, count)), number(lookup(upper, count))];
  const found = ties === "lower" ? low : ties === "upper" ? high : between(low, high, lookup(share, count, "float32"));
  return sound(found, count, { values, active }, exceptSelf);
}

/** Nothing is 0, and a NaN spoils it; `count` are those that are none. */
function sound(found: tf.Tensor, count: tf.Tensor, { values, active }: Rows, exceptSelf: boolean): tf.Tensor {
  const spoilt = tf.cast(tf.logicalAnd(active, tf.isNaN(values)), "int32");
  const all = tf.sum(spoilt, 1, true);
  const some = tf.greater(exceptSelf ? tf.sub(all, spoilt) : all, tf.scalar(0, "int32"));
  return where(some, NaN, kept(found, tf.greater(count, tf.scalar(0, "int32")), 0));
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

/** The rank of each number in its row, 1 for the least; 0 for those that do not count. float32 `[rows, width]`. */
export function rank({ values, active }: Rows, ties: Ties): tf.Tensor {
  const sorted = sort(values, active);
  const { first, last } = runsOf(sorted);
  const [below, upto] = [first, tf.add(last, tf.scalar(1, "int32"))].map((place) =>
    tf.cast(at(place, sorted.places), "float32"),
  ) as [tf.Tensor, tf.Tensor];
  // A NaN is neither greater than any number nor equal to one.
  const nan = tf.isNaN(values);
  const lower = where(nan, 1, tf.add(below, 1));
  const upper = where(nan, 0, upto);
  return kept(tiesOf(ties, lower, upper), active, 0);
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

/**
 * The most frequent value of each row, `[rows, 1]`, or for each that of the others, `[rows, width]`; among equally frequent ones the least or the greatest. NaN where one of them is, 0 of nothing.
 */
export function mode({ values, active }: Rows, ties: Ties, exceptSelf: boolean): tf.Tensor {
  if (isBool(values)) {
    const found = mode({ values: tf.cast(values, "int32"), active }, ties, exceptSelf);
    return tf.greater(found, tf.scalar(0, "int32"));
  }
  const sorted = sort(values, active);
  const runs = runsOf(sorted);
  const counted = values.dtype === "int32" ? active : tf.logicalAnd(active, tf.logicalNot(tf.isNaN(values)));
  const { winner, without } = winnersOf(sorted, runs, ties);
  const found = (place: tf.Tensor): tf.Tensor =>
    kept(at(sorted.values, tf.maximum(place, zero())), tf.greaterEqual(place, zero()), 0);
  const whole = found(winner);
  if (!exceptSelf) return values.dtype === "int32" ? whole : sound(whole, sorted.count, { values, active }, false);
  const wins = tf.logicalAnd(counted, tf.equal(at(runs.first, sorted.places), winner));
  const type = values.dtype === "int32" ? "int32" : "float32";
  const others = where(wins, found(without), whole, type);
  const count = tf.sub(sorted.count, tf.cast(counted, "int32"));
  return type === "int32" ? others : sound(others, count, { values, active }, true);
}

/**
 * The place where the winning run begins, int32 `[rows, 1]`, and the one that wins `without` one of its members: another of its length, else the best among it and those that are one shorter.
 * −1 for none.
 */
function winnersOf(
  { values, count }: Sorted,
  { first, last }: Runs,
  ties: Ties,
): { readonly winner: tf.Tensor; readonly without: tf.Tensor } {
  const width = values.shape[1] ?? 0;
  const place = numbered(width, 1, 2);
  const begins = tf.logicalAnd(tf.equal(first, place), tf.less(place, count));
  const length = where(begins, tf.add(tf.sub(last, first), tf.scalar(1, "int32")), 0, "int32");
  const most = tf.max(length, 1, true);
  const none = tf.scalar(-1, "int32");
  const best = (candidates: tf.Tensor): tf.Tensor => {
    const found =
      ties === "upper"
        ? tf.max(where(candidates, place, -1, "int32"), 1, true)
        : tf.min(where(candidates, place, width, "int32"), 1, true);
    return where(tf.any(candidates, 1, true), found, none, "int32");
  };
  const longest = tf.logicalAnd(begins, tf.equal(length, most));
  const winner = best(longest);
  const second = best(tf.logicalAnd(longest, tf.notEqual(place, winner)));
  // Its run is one shorter without it, and gone if it was alone.
  const nearly = tf.sub(most, tf.scalar(1, "int32"));
  const shorter = tf.logicalAnd(begins, tf.logicalOr(tf.equal(place, winner), tf.equal(length, nearly)));
  const third = best(tf.logicalAnd(shorter, tf.greater(nearly, zero())));
  return { winner, without: where(tf.greaterEqual(second, zero()), second, third, "int32") };
}

function zero(): tf.Scalar {
  return tf.scalar(0, "int32");
}
