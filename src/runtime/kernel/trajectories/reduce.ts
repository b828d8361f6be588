import * as tf from "@tensorflow/tfjs-core";
import { unreachable } from "../../unreachable.js";
import { product } from "../ops/product.js";
import { where } from "../ops/where.js";
import type { PoolFunction } from "./rates.js";
import { extreme, kept, numbered, picked } from "./select.js";

/** The active ones of `values [rows, width, size]` in each row as one, `[rows, size]`; `active` is bool `[rows, width, size]` or `[rows, width, 1]`. */
export function reduce(fn: PoolFunction, values: tf.Tensor, active: tf.Tensor): tf.Tensor {
  switch (fn) {
    case "sum":
      return tf.sum(kept(values, active, 0), 1);
    case "product":
      return product(kept(values, active, 1), 1);
    case "any":
      return tf.any(kept(values, active, 0), 1);
    case "all":
      return tf.all(kept(values, active, 1), 1);
    case "min":
    case "max":
      return kept(extremum(fn, kept(values, active, extreme(fn, values))), tf.any(active, 1), 0);
    case "first":
    case "last":
      return picked(values, tf.equal(places(active), placeOf(fn, active)), 1);
    default:
      return unreachable(fn);
  }
}

/** The same for each member, without its own, `[rows, width, size]`. */
export function reduceOthers(fn: PoolFunction, values: tf.Tensor, active: tf.Tensor): tf.Tensor {
  switch (fn) {
    case "sum": {
      const own = kept(values, active, 0);
      // Taking the own value from the sum of all would lose digits, and make NaN of infinities.
      if (own.dtype === "int32") return tf.sub(tf.sum(own, 1, true), own);
      return tf.add(tf.cumsum(own, 1, true), tf.cumsum(own, 1, true, true));
    }
    case "product":
      return productOfOthers(kept(values, active, 1));
    case "any":
      return tf.greater(countOthers(kept(values, active, 0)), zero());
    case "all":
      return tf.equal(countOthers(tf.logicalNot(kept(values, active, 1))), zero());
    case "min":
    case "max": {
      const own = kept(values, active, extreme(fn, values));
      const best = tf.expandDims(extremum(fn, own), 1);
      const wins = values.dtype === "int32" ? tf.equal(own, best) : tf.logicalOr(tf.isNaN(own), tf.equal(own, best));
      const others = withoutFirst(wins, (rest) => extremum(fn, kept(own, rest, extreme(fn, values))), best);
      return kept(others, tf.greater(countOthers(active), zero()), 0);
    }
    case "first":
    case "last": {
      const place = places(active);
      const own = tf.equal(place, placeOf(fn, active));
      const rest = tf.logicalAnd(active, tf.logicalNot(own));
      const [best, next] = [own, tf.equal(places(rest), placeOf(fn, rest))].map((chosen) =>
        tf.expandDims(picked(values, chosen, 1), 1),
      ) as [tf.Tensor, tf.Tensor];
      return where(own, next, best, typeOf(values));
    }
    default:
      return unreachable(fn);
  }
}

/**
 * What each member finds among the others: `best`, but for the first of those that `win`, which finds what is left without it. Where another NaN stands beside the first one, it is left.
 */
function withoutFirst(wins: tf.Tensor, left: (rest: tf.Tensor) => tf.Tensor, best: tf.Tensor): tf.Tensor {
  const first = tf.equal(places(wins), placeOf("first", wins));
  const next = tf.expandDims(left(tf.logicalNot(first)), 1);
  return where(first, next, best, typeOf(best));
}

function typeOf(values: tf.Tensor): "int32" | "float32" {
  return values.dtype === "int32" ? "int32" : "float32";
}

/** Zeros stand aside: beside one, numbers whose product is too large for single precision would make NaN. */
function productOfOthers(own: tf.Tensor): tf.Tensor {
  const zeros = tf.equal(own, own.dtype === "int32" ? zero() : 0);
  const rest = where(zeros, 1, own, typeOf(own));
  const product = tf.mul(tf.cumprod(rest, 1, true), tf.cumprod(rest, 1, true, true));
  const isZero = tf.greater(countOthers(zeros), zero());
  if (own.dtype === "int32") return where(isZero, 0, product, "int32");
  const isSpoilt = tf.greater(countOthers(tf.logicalNot(tf.isFinite(own))), zero());
  return where(isZero, where(isSpoilt, NaN, 0), product);
}

/** How many others are true. */
function countOthers(flags: tf.Tensor): tf.Tensor {
  const ones = tf.cast(flags, "int32");
  return tf.sub(tf.sum(ones, 1, true), ones);
}

function extremum(fn: "min" | "max", values: tf.Tensor): tf.Tensor {
  return fn === "min" ? tf.min(values, 1) : tf.max(values, 1);
}

/** The place of each member that is active, outside of the row for others: behind it, so that none is the first there; see `placeOf`. */
function places(active: tf.Tensor): tf.Tensor {
  const width = active.shape[1] ?? 1;
  return where(active, numbered(width, 1, 3), -1, "int32");
}

/** The first or last place that is active, `[rows, 1, size]`; −2, where nothing is, for none. */
function placeOf(fn: "first" | "last", active: tf.Tensor): tf.Tensor {
  const place = places(active);
  if (fn === "last") return where(tf.any(active, 1, true), tf.max(place, 1, true), -2, "int32");
  const width = active.shape[1] ?? 1;
  const first = tf.min(where(active, place, width, "int32"), 1, true);
  return where(tf.any(active, 1, true), first, -2, "int32");
}

function zero(): tf.Scalar {
  return tf.scalar(0, "int32");
}
