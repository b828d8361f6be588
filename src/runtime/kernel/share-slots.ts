import * as tf from "@tensorflow/tfjs-core";
import type { SpecDescriptor } from "./descriptor.js";

/** Slots after a step, `[N, ...shape]`: of one that is shared, all rows hold the mean over the rows that stepped (bool `[N]`), as it was where none did. */
export function shareSlots(
  { slots: described }: Pick<SpecDescriptor, "slots">,
  slots: readonly tf.Tensor[],
  stepped: tf.Tensor,
): readonly tf.Tensor[] {
  if (described.every(({ shared }) => shared === undefined)) return slots;
  const rows = tf.cast(stepped, "float32");
  // Where no row stepped all of them hold what was shared before.
  const counted = tf.add(rows, tf.sub(1, tf.max(rows)));
  // Divided before it is added up, so that the sum of what is finite stays so.
  const share = tf.div(counted, tf.sum(counted));
  return slots.map((slot, index) =>
    described[index]?.shared === undefined ? slot : tf.broadcastTo(tf.sum(tf.mul(slot, share)), slot.shape),
  );
}
