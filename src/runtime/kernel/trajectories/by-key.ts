import * as tf from "@tensorflow/tfjs-core";
import type { Elements } from "./elements.js";
import { numbered, picked } from "./select.js";

/** Elements as they are pooled for each key by itself: `keys · size` values each, of which those for its own key count. */
export interface Keyed extends Elements {
  /** Of pools for each element, `[elements, keys · size]`, that of its own key, `[elements, size]`. */
  own(pools: tf.Tensor): tf.Tensor;
}

/** `key` is int32 `[elements]` in `[0, keys)`. */
export function keyed({ values, active }: Elements, key: tf.Tensor, keys: number): Keyed {
  const [elements = 0, size = 1] = values.shape;
  const mine = tf.equal(tf.reshape(key, [elements, 1, 1]), numbered(keys, 1, 3));
  const counts = tf.logicalAnd(mine, tf.expandDims(active, 1));
  return {
    values: tf.tile(values, [1, keys]),
    active: tf.reshape(counts.shape[2] === size ? counts : tf.tile(counts, [1, 1, size]), [elements, keys * size]),
    own: (pools) => picked(tf.reshape(pools, [elements, keys, size]), mine, 1),
  };
}
