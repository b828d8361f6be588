import * as tf from "@tensorflow/tfjs-core";
import type { Block } from "./arrangement.js";
import type { BatchLayout } from "./batch-layout.js";
import type { Elements } from "./elements.js";
import type { PooledRate, PoolFunction, PoolScope } from "./rates.js";
import { reduce, reduceOthers } from "./reduce.js";

/** The rate of the values and the scope over which they become one. */
export type Over = readonly [of: PooledRate, scope: PoolScope];

/** What counts of a block's members; padding does not. bool `[rows, width, size]` or `[rows, width, 1]`. */
export function activeIn({ take, present }: Block, active: tf.Tensor): tf.Tensor {
  const taken = take(active);
  return present === undefined ? taken : tf.logicalAnd(taken, present);
}

/** One value for each scope, `[scopes, size]`. */
export function pool(layout: BatchLayout, fn: PoolFunction, over: Over, { values, active }: Elements): tf.Tensor {
  const { blocks, scopes } = layout.arrangement(...over);
  return scopes(blocks.map((block) => reduce(fn, block.take(values), activeIn(block, active))));
}

/** For each value that of the others, `[elements, size]`. Of pairs: for each episode, without its pair with itself. */
export function poolOthers(layout: BatchLayout, fn: PoolFunction, over: Over, { values, active }: Elements): tf.Tensor {
  if (over[0] === "pair") {
    const apart = tf.expandDims(tf.notEqual(layout.side("this"), layout.side("other")), 1);
    return pool(layout, fn, over, { values, active: tf.logicalAnd(active, apart) });
  }
  const { blocks, elements } = layout.arrangement(...over);
  return elements(blocks.map((block) => reduceOthers(fn, block.take(values), activeIn(block, active))));
}
