import * as tf from "@tensorflow/tfjs-core";
import type { LossStatistics } from "../loss.js";
import type { PpoSettings } from "../settings.js";

/** B steps of a rollout on the device, `[B]` each. */
export interface DeviceMinibatch {
  /** `[B, count]`, 1 at the action. */
  readonly actions: tf.Tensor2D;
  readonly logProbabilities: tf.Tensor1D;
  readonly advantages: tf.Tensor1D;
  readonly returns: tf.Tensor1D;
  readonly values: tf.Tensor1D;
}

type LossSettings = Pick<PpoSettings, "clip" | "clipValues" | "normaliseAdvantages" | "entropyWeight" | "valueWeight">;

/** Names of the statistics, in the order of the tensor. */
const statisticNames = [
  "policyLoss",
  "valueLoss",
  "entropy",
  "approximateKl",
  "approximateKlK1",
  "clipFraction",
] as const satisfies readonly (keyof LossStatistics)[];

/** Statistics that were read back. */
export function statisticsOf(values: Float32Array): LossStatistics {
  const named = statisticNames.map((name, index) => [name, values[index] ?? NaN] as const);
  return Object.fromEntries(named) as Record<(typeof statisticNames)[number], number>;
}

/** `ppoLoss` on the device, from logits `[B, count]` and values `[B, 1]`: its gradients in both, and its statistics. */
export function ppoLossOnDevice(
  logits: tf.Tensor2D,
  values: tf.Tensor2D,
  batch: DeviceMinibatch,
  settings: LossSettings,
): { readonly logitGradient: tf.Tensor2D; readonly valueGradient: tf.Tensor2D; readonly statistics: tf.Tensor1D } {
  const size = logits.shape[0];
  const { clip, entropyWeight, valueWeight } = settings;
  const advantages = settings.normaliseAdvantages ? standardised(batch.advantages) : batch.advantages;
  const shifted = tf.sub(logits, tf.max(logits, 1, true));
  const logProbabilities = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)));
  const probabilities = tf.exp(logProbabilities);
  const logRatio = tf.sub(tf.sum(tf.mul(logProbabilities, batch.actions), 1), batch.logProbabilities);
  const ratio = tf.exp(logRatio);
  const gained = tf.mul(advantages, ratio);
  const trusted = tf.mul(advantages, tf.clipByValue(ratio, 1 - clip, 1 + clip));
  const unclippedWorse = tf.lessEqual(gained, trusted);
  const entropy = tf.neg(tf.sum(tf.mul(probabilities, logProbabilities), 1, true));
  // d(-A r) / d log π(a) = -A r, and 0 where the clipped branch counts; d log π(a) / d logit j = [j = a] - π(j).
  const slope = tf.expandDims(tf.where(unclippedWorse, tf.neg(gained), tf.zerosLike(gained)), 1);
  const policy = tf.mul(slope, tf.sub(batch.actions, probabilities));
  const spread = tf.neg(tf.mul(probabilities, tf.add(logProbabilities, entropy)));
  const logitGradient: tf.Tensor2D = tf.div(tf.sub(policy, tf.mul(spread, entropyWeight)), size);
  const error = valueError(tf.reshape(values, [size]), batch, settings);
  const statistics = tf.stack([
    tf.mean(tf.neg(tf.minimum(gained, trusted))),
    tf.mean(error.loss),
    tf.mean(entropy),
    tf.mean(tf.sub(tf.sub(ratio, 1), logRatio)),
    tf.mean(tf.neg(logRatio)),
    tf.mean(tf.cast(tf.greater(tf.abs(tf.sub(ratio, 1)), clip), "float32")),
  ]) as tf.Tensor1D;
  return {
    logitGradient,
    valueGradient: tf.reshape(tf.mul(error.slope, valueWeight / size), [size, 1]) as tf.Tensor2D,
    statistics,
  };
}

function valueError(
  values: tf.Tensor,
  { values: old, returns }: DeviceMinibatch,
  { clip, clipValues }: LossSettings,
): { readonly loss: tf.Tensor; readonly slope: tf.Tensor } {
  const error = tf.sub(values, returns);
  const squared = tf.square(error);
  if (!clipValues) return { loss: tf.mul(squared, 0.5), slope: error };
  const moved = tf.sub(values, old);
  const trusted = tf.add(old, tf.clipByValue(moved, -clip, clip));
  const clipped = tf.square(tf.sub(trusted, returns));
  // Where a value is trusted both errors are the same but for the last bit, which decides nothing.
  const counts = tf.logicalOr(tf.lessEqual(tf.abs(moved), clip), tf.greaterEqual(squared, clipped));
  return {
    loss: tf.mul(tf.maximum(squared, clipped), 0.5),
    slope: tf.where(counts, error, tf.zerosLike(error)),
  };
}

/** Mean 0, sample deviation 1. A single value, or equal ones, become 0. */
function standardised(values: tf.Tensor1D): tf.Tensor1D {
  const centred = tf.sub(values, tf.mean(values));
  const variance = tf.div(tf.sum(tf.square(centred)), Math.max(values.size - 1, 1));
  return tf.div(centred, tf.add(tf.sqrt(variance), 1e-8));
}
