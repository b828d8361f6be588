import * as tf from "@tensorflow/tfjs-core";
import type { Block } from "./arrangement.js";
import type { BatchLayout } from "./batch-layout.js";
import type { Elements } from "./elements.js";
import { activeIn, type Over } from "./pool.js";
import type { Rows } from "./sorted.js";

/** Partitions each scope: int32 `[elements]` in `[0, keys)`. */
export interface Key {
  readonly of: tf.Tensor;
  readonly keys: number;
}

/** What an order gives for each scope, `[scopes, size]`. */
export function orderScopes(
  layout: BatchLayout,
  over: Over,
  elements: Elements,
  order: (rows: Rows) => tf.Tensor,
): tf.Tensor {
  const { blocks, scopes } = layout.arrangement(...over);
  return scopes(
    blocks.map((block) => {
      const { rows, shape } = upright(block, elements);
      return tf.reshape(order(rows), [shape[0], shape[2]]);
    }),
  );
}

/** What an order gives for each value, `[elements, size]`. */
export function orderElements(
  layout: BatchLayout,
  over: Over,
  elements: Elements,
  order: (rows: Rows) => tf.Tensor,
  key?: Key,
): tf.Tensor {
  const arrangement = layout.arrangement(...over);
  return arrangement.elements(
    arrangement.blocks.map((block) => {
      const { rows, shape } = upright(block, elements, key);
      return tf.transpose(tf.reshape(order(rows), [shape[0], shape[2], shape[1]]), [0, 2, 1]);
    }),
  );
}

/** The members of each scope and place as a row, and the block's shape. */
function upright(
  block: Block,
  { values, active }: Elements,
  key?: Key,
): { readonly rows: Rows; readonly shape: readonly [number, number, number] } {
  const members = block.take(values);
  const { shape } = members;
  const [rows, width, size] = shape;
  const turned = (tensor: tf.Tensor): tf.Tensor => tf.reshape(tf.transpose(tensor, [0, 2, 1]), [rows * size, width]);
  const each = (taken: tf.Tensor): tf.Tensor => turned(taken.shape[2] === size ? taken : tf.tile(taken, [1, 1, size]));
  const parts = key && { of: each(block.take(tf.expandDims(key.of, 1))), count: key.keys };
  return {
    rows: { values: turned(members), active: each(activeIn(block, active)), ...(parts === undefined ? {} : { parts }) },
    shape,
  };
}
