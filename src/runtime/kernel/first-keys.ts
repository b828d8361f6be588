import * as tf from "@tensorflow/tfjs-core";
import { tensorType } from "./columns.js";
import type { SlotDescriptor } from "./descriptor.js";
import { seedKey } from "./random.js";
import { sizeOf } from "./size-of.js";

/** What a slot holds before the first reset: a key where it is random, its first value where it is shared, else 0. `[N, ...shape]`. */
export function firstKeys(slot: SlotDescriptor, environments: number, seed: number): tf.Tensor {
  const shape = [environments, ...slot.shape];
  if (slot.kind !== "random") return tf.fill(shape, slot.shared?.first ?? 0, tensorType(slot.dtype));
  const size = sizeOf(slot.shape);
  const keys = Array.from({ length: environments }, (_, environment) => seedKey(seed, environment, slot.name, size));
  return tf.tensor(keys.flat(), shape, tensorType(slot.dtype));
}
