import * as tf from "@tensorflow/tfjs-core";
import { sizeOf } from "../size-of.js";
import type { BatchLayout } from "./batch-layout.js";
import type { PooledRate } from "./rates.js";

/** What counts: bool of the values' rate, one for each or an array for each; `true` for everything. */
export type Included = tf.Tensor | true;

/** Values of a rate side by side. */
export interface Elements {
  /** `[elements, size]`. */
  readonly values: tf.Tensor;
  /** bool `[elements, size]` or `[elements, 1]`: what counts. Rows that are no steps never do. */
  readonly active: tf.Tensor;
}

/** Values and what counts of them, and how results `[any, size]` get the values' shape back. */
export function elementsOf(
  layout: BatchLayout,
  of: PooledRate,
  value: tf.Tensor,
  included: Included,
): Elements & { readonly back: (result: tf.Tensor) => tf.Tensor } {
  const count = layout.count(of);
  const shape = value.shape.slice(1);
  const size = sizeOf(shape);
  const said = included === true ? undefined : tf.reshape(included, [count, included.rank > 1 ? size : 1]);
  const real = of === "step" ? tf.reshape(layout.mask, [count, 1]) : undefined;
  const both = said === undefined || real === undefined ? (said ?? real) : tf.logicalAnd(said, real);
  return {
    values: tf.reshape(value, [count, size]),
    active: both ?? tf.fill([count, 1], 1, "bool"),
    back: (result) => tf.reshape(result, [result.shape[0] ?? 0, ...shape]),
  };
}
