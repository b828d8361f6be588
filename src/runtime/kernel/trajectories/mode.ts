import * as tf from "@tensorflow/tfjs-core";
import { int } from "../ops/int.js";
import { where } from "../ops/where.js";
import { chosen, type Chosen } from "./chosen.js";
import { runsOfEquals, sort, sound, type Ties } from "./order.js";
import type { Runs } from "./runs.js";
import { isBool, kept, numbered } from "./select.js";
import { at, countedIn, type Rows, type Sorted } from "./sorted.js";

/**
 * The most frequent value of each row, `[rows, 1]`, or for each that of its part or of the others, `[rows, width]`; among equally frequent ones the least or the greatest. NaN where one of them is, 0 of nothing.
 */
export function mode(rows: Rows, ties: Ties, exceptSelf: boolean): tf.Tensor {
  const { values } = rows;
  if (isBool(values)) {
    const found = mode({ ...rows, values: tf.cast(values, "int32") }, ties, exceptSelf);
    return tf.greater(found, int(0));
  }
  return chosen(values, (numbers) => modeOf({ ...rows, values: numbers }, ties, exceptSelf));
}

function modeOf(rows: Rows, ties: Ties, exceptSelf: boolean): Chosen {
  const sorted = sort(rows);
  const runs = runsOfEquals(sorted);
  const { winner, without } = winnersOf(sorted, runs, ties);
  const counted = countedIn(rows);
  const place = sorted.unsorted(winner);
  // The member of the winning run finds another winner among the others, or none.
  const wins = tf.logicalAnd(counted, tf.equal(at(runs.first, sorted.places), place));
  const own = exceptSelf ? where(wins, sorted.unsorted(without), place, "int32") : place;
  const inside = tf.maximum(own, int(0));
  const found = kept(at(sorted.values, inside), tf.greaterEqual(own, int(0)), 0);
  if (rows.values.dtype === "int32") return { value: found, of: [] };
  const count = exceptSelf ? tf.sub(sorted.count, tf.cast(counted, "int32")) : sorted.count;
  const { value, isSound } = sound(found, count, sorted, rows, exceptSelf);
  return { value, of: [{ place: at(sorted.order, inside), weight: tf.cast(isSound, "float32") }] };
}

/**
 * The place where the winning run of each part begins, int32 `[rows, 1]` or `[rows, width]` by sorted places, and the one that wins `without` one of its members: another of its length, else the best among it and those
 * that are one shorter. −1 for none.
 */
function winnersOf(
  { counted, values, pool }: Sorted,
  { first, last }: Runs,
  ties: Ties,
): { readonly winner: tf.Tensor; readonly without: tf.Tensor } {
  const [rows = 0, width = 0] = values.shape;
  const place = tf.tile(numbered(width, 1, 2), [rows, 1]);
  const begins = tf.logicalAnd(tf.equal(first, place), counted);
  const length = where(begins, tf.add(tf.sub(last, first), int(1)), 0, "int32");
  const most = pool("max", length);
  const best = (candidates: tf.Tensor): tf.Tensor => {
    if (ties === "upper") return pool("max", where(candidates, place, -1, "int32"));
    const found = pool("min", where(candidates, place, width, "int32"));
    return where(tf.less(found, int(width)), found, -1, "int32");
  };
  const longest = tf.logicalAnd(begins, tf.equal(length, most));
  const winner = best(longest);
  const second = best(tf.logicalAnd(longest, tf.notEqual(place, winner)));
  // Its run is one shorter without it, and gone if it was alone.
  const nearly = tf.sub(most, int(1));
  const shorter = tf.logicalAnd(begins, tf.logicalOr(tf.equal(place, winner), tf.equal(length, nearly)));
  const third = best(tf.logicalAnd(shorter, tf.greater(nearly, int(0))));
  return { winner, without: where(tf.greaterEqual(second, int(0)), second, third, "int32") };
}
