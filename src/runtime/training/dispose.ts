import * as tf from "@tensorflow/tfjs-core";
import type { RewardState } from "../kernel/kernel.js";

/** Disposes every tensor in `containers` that the reward state does not hold: a kernel may hand the same tensor out twice. */
export function disposeUnlessIn(containers: unknown, state?: RewardState): void {
  const kept = new Set(tensorsIn(state).map((tensor) => tensor.id));
  for (const tensor of tensorsIn(containers)) {
    if (!kept.has(tensor.id)) tensor.dispose();
  }
}

function tensorsIn(container: unknown): tf.Tensor[] {
  if (container instanceof tf.Tensor) return [container];
  if (typeof container !== "object" || container === null) return [];
  return Object.values(container).flatMap(tensorsIn);
}
