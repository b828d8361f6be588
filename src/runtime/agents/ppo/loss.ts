import { logProbabilities } from "../policy/categorical.js";
import type { PpoSettings } from "./settings.js";

/** B steps of a rollout, and what was true of them when they were taken. */
export interface Minibatch {
  readonly actions: Int32Array;
  readonly logProbabilities: Float32Array;
  readonly advantages: Float32Array;
  readonly returns: Float32Array;
  readonly values: Float32Array;
}

/** Means over a minibatch. */
export interface LossStatistics {
  readonly policyLoss: number;
  readonly valueLoss: number;
  readonly entropy: number;
  /** Estimates of KL(old, new) from samples of the old policy (Schulman, "Approximating KL divergence", 2020). */
  readonly approximateKl: number;
  readonly approximateKlK1: number;
  /** Share of steps whose ratio left the trusted interval. */
  readonly clipFraction: number;
}

export interface Loss extends LossStatistics {
  /** Gradients of policyLoss - entropyWeight · entropy + valueWeight · valueLoss in the networks' outputs. */
  readonly logitGradient: Float32Array;
  readonly valueGradient: Float32Array;
}

type LossSettings = Pick<PpoSettings, "clip" | "clipValues" | "normaliseAdvantages" | "entropyWeight" | "valueWeight">;

/**
 * The clipped surrogate loss of PPO (Schulman et al., 2017) with its gradient in the logits `[B, count]` and in the values `[B]`:
 * mean max(-A r, -A clip(r)) with r the ratio of the action's new probability to its old one, half the larger of the clipped and the
 * unclipped squared error of the value, and the entropy.
 */
export function ppoLoss(logits: Float32Array, values: Float32Array, batch: Minibatch, settings: LossSettings): Loss {
  const size = batch.actions.length;
  const count = logits.length / size;
  const { clip, entropyWeight, valueWeight } = settings;
  const scaled = settings.normaliseAdvantages ? standardised(batch.advantages) : batch.advantages;
  const logitGradient = new Float32Array(logits.length);
  const valueGradient = new Float32Array(size);
  const row = new Float64Array(count);
  const sums = { policy: 0, value: 0, entropy: 0, k1: 0, k3: 0, clipped: 0 };
  for (let i = 0; i < size; i++) {
    logProbabilities(logits, i, count, row);
    const action = batch.actions[i] ?? 0;
    const advantage = scaled[i] ?? 0;
    const logRatio = (row[action] ?? 0) - (batch.logProbabilities[i] ?? 0);
    const ratio = Math.exp(logRatio);
    const trusted = Math.min(Math.max(ratio, 1 - clip), 1 + clip);
    const unclippedWorse = -advantage * ratio >= -advantage * trusted;
    sums.policy += unclippedWorse ? -advantage * ratio : -advantage * trusted;
    sums.k1 -= logRatio;
    sums.k3 += ratio - 1 - logRatio;
    sums.clipped += Math.abs(ratio - 1) > clip ? 1 : 0;
    let entropy = 0;
    for (let j = 0; j < count; j++) entropy -= Math.exp(row[j] ?? 0) * (row[j] ?? 0);
    sums.entropy += entropy;
    // d(-A r) / d log π(a) = -A r, and 0 where the clipped branch counts; d log π(a) / d logit j = [j = a] - π(j).
    const slope = unclippedWorse ? -advantage * ratio : 0;
    for (let j = 0; j < count; j++) {
      const logProbability = row[j] ?? 0;
      const probability = Math.exp(logProbability);
      const policy = slope * ((j === action ? 1 : 0) - probability);
      const spread = -probability * (logProbability + entropy);
      logitGradient[i * count + j] = (policy - entropyWeight * spread) / size;
    }
    const value = valueError(values[i] ?? 0, batch.values[i] ?? 0, batch.returns[i] ?? 0, settings);
    sums.value += value.loss;
    valueGradient[i] = (valueWeight * value.slope) / size;
  }
  return {
    policyLoss: sums.policy / size,
    valueLoss: sums.value / size,
    entropy: sums.entropy / size,
    approximateKl: sums.k3 / size,
    approximateKlK1: sums.k1 / size,
    clipFraction: sums.clipped / size,
    logitGradient,
    valueGradient,
  };
}

function valueError(
  value: number,
  old: number,
  target: number,
  { clip, clipValues }: LossSettings,
): { readonly loss: number; readonly slope: number } {
  const error = value - target;
  if (!clipValues) return { loss: 0.5 * error * error, slope: error };
  const trusted = old + Math.min(Math.max(value - old, -clip), clip);
  const clippedError = trusted - target;
  if (error * error >= clippedError * clippedError) return { loss: 0.5 * error * error, slope: error };
  return { loss: 0.5 * clippedError * clippedError, slope: 0 };
}

/** Mean 0, sample deviation 1 (as torch's `std`). A single value, or equal ones, become 0. */
function standardised(values: Float32Array): Float64Array {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let sum = 0;
  for (const value of values) sum += (value - mean) ** 2;
  const deviation = values.length > 1 ? Math.sqrt(sum / (values.length - 1)) : 0;
  return Float64Array.from(values, (value) => (value - mean) / (deviation + 1e-8));
}
