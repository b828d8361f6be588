import * as tf from "@tensorflow/tfjs-core";
import { int } from "../ops/int.js";
import { where } from "../ops/where.js";
import { changesIn, runsOf, type Runs } from "./runs.js";
import { kept } from "./select.js";
import { sortParts } from "./sort-parts.js";
import { sortRows, type Rows, type Sorted } from "./sorted.js";

/** Which of two neighbours, or what of both; see `OrderNode` of the IR. */
export type Ties = "lower" | "upper" | "linear";

export function sort(rows: Rows): Sorted {
  return rows.parts === undefined ? sortRows(rows) : sortParts(rows, rows.parts);
}

/** Equal numbers of one part stand together; what does not count stands apart from them. */
export function runsOfEquals({ values, counted, borders }: Sorted): Runs {
  const changes = tf.logicalOr(changesIn(values), changesIn(counted));
  return runsOf(borders === undefined ? changes : tf.logicalOr(changes, borders));
}

/** What is `found` for the numbers of a part, or for the others: nothing is 0, and a NaN spoils it. `count` are those that are none. */
export function sound(
  found: tf.Tensor,
  count: tf.Tensor,
  { total }: Sorted,
  { values, active }: Rows,
  exceptSelf: boolean,
): { readonly value: tf.Tensor; readonly isSound: tf.Tensor } {
  const nan = tf.logicalAnd(active, tf.isNaN(values));
  const all = total(nan);
  const spoilt = tf.greater(exceptSelf ? tf.sub(all, tf.cast(nan, "int32")) : all, int(0));
  const isThere = tf.greater(count, int(0));
  return {
    value: where(spoilt, NaN, kept(found, isThere, 0)),
    isSound: tf.logicalAnd(isThere, tf.logicalNot(spoilt)),
  };
}
