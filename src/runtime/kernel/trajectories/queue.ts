import * as tf from "@tensorflow/tfjs-core";
import { where } from "../ops/where.js";
import { sizeOf } from "../size-of.js";
import type { BatchLayout } from "./batch-layout.js";
import type { QueuedRate } from "./rates.js";
import { kept, numbered } from "./select.js";

/** A queue before an update: `old [size, …]`, bool `stays [size]`. */
export interface Queue {
  readonly old: tf.Tensor;
  readonly stays: tf.Tensor;
}

/** What stays and behind it what enters, `[1, size, …]`; the oldest are left out where they are too many, zeros fill the rest. */
export function enqueue(
  layout: BatchLayout,
  of: QueuedRate,
  { old, stays }: Queue,
  value: tf.Tensor,
  included: tf.Tensor,
): tf.Tensor {
  const [size = 0, ...shape] = old.shape;
  const width = sizeOf(shape);
  const count = layout.count(of);
  const enters = of === "step" ? tf.logicalAnd(included, layout.mask) : included;
  const candidates = tf.concat([
    tf.reshape(old, [size, width]),
    inOrder(layout, of, tf.reshape(value, [count, width])),
  ]);
  const taken = tf.concat([stays, tf.reshape(inOrder(layout, of, tf.reshape(enters, [count, 1])), [count])]);
  const places = numbered(size + count, 0, 1);
  // The newest first: the greatest places among those that are taken.
  const newest = tf.topk(where(taken, places, -1, "int32"), size).values;
  const length = tf.sum(tf.cast(tf.greaterEqual(newest, tf.scalar(0, "int32")), "int32"));
  const item = numbered(size, 0, 1);
  const fromEnd = tf.sub(tf.sub(length, tf.scalar(1, "int32")), item);
  const there = tf.less(item, length);
  const sources = tf.gather(newest, tf.maximum(fromEnd, tf.scalar(0, "int32")) as tf.Tensor1D);
  const items = tf.gather(candidates, tf.maximum(sources, tf.scalar(0, "int32")) as tf.Tensor1D);
  return tf.reshape(kept(items, tf.reshape(there, [size, 1]), 0), [1, size, ...shape]);
}

/** Steps stand in the order of time, and enter episode by episode. */
function inOrder(layout: BatchLayout, of: QueuedRate, values: tf.Tensor): tf.Tensor {
  if (of !== "step") return values;
  const columns = layout.arrangement("step", "episode").blocks[0]?.take(values) ?? values;
  return tf.reshape(columns, values.shape);
}
