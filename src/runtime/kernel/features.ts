import * as tf from "@tensorflow/tfjs-core";
import { sizeOf } from "./size-of.js";
import type { SlotDescriptor } from "./descriptor.js";

/** float32 `[N, features]`: every slot that is offered, in order; numbers as they are, choices one-hot. */
export function featuresOf(
  descriptors: readonly SlotDescriptor[],
  slots: readonly tf.Tensor[],
  rows: number,
): tf.Tensor {
  const parts = descriptors.flatMap((slot, index) => {
    const value = slots[index];
    if (slot.feature === undefined || value === undefined) return [];
    const size = sizeOf(slot.shape);
    if (slot.feature.encoding === "value") return [tf.reshape(tf.cast(value, "float32"), [rows, size])];
    const { classes } = slot.feature;
    // tfjs refuses to encode a choice of one.
    if (classes === 1) return [tf.ones([rows, size])];
    const hot = tf.oneHot(tf.reshape(tf.cast(value, "int32"), [rows * size]), classes);
    return [tf.reshape(tf.cast(hot, "float32"), [rows, size * classes])];
  });
  return parts.length === 0 ? tf.zeros([rows, 0]) : tf.concat(parts, 1);
}
