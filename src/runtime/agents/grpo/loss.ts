import { logProbabilities } from "../policy/categorical.js";
import type { GrpoSettings } from "./settings.js";

/** B tokens and what was true of them when they were written. */
export interface Tokens {
  readonly actions: Int32Array;
  readonly logProbabilities: Float32Array;
  readonly advantages: Float32Array;
  /** What each counts; they add up to 1. */
  readonly weights: Float32Array;
}

/** Weighted means over the tokens. */
export interface LossStatistics {
  readonly policyLoss: number;
  readonly entropy: number;
  /** Estimate (k3) of the divergence from the policy that wrote the tokens; see Schulman, "Approximating KL divergence", 2020. */
  readonly approximateKl: number;
  /** The same from the policy of the beginning; 0 where nothing asks for it. */
  readonly referenceKl: number;
  /** Share of tokens whose ratio left the trusted interval. */
  readonly clipFraction: number;
}

export interface Loss extends LossStatistics {
  /** Gradient of policyLoss + klWeight · referenceKl − entropyWeight · entropy in the logits. */
  readonly logitGradient: Float32Array;
}

/**
 * The clipped surrogate of GRPO (Shao et al., 2402.03300): Σ w·max(−A r, −A clip(r)) with r the ratio of a token's new probability to its old one, the advantages the spec's, and k3 against the reference.
 * `logits` and `reference` are `[B, count]`.
 */
export function grpoLoss(
  logits: Float32Array,
  reference: Float32Array | undefined,
  tokens: Tokens,
  settings: Pick<GrpoSettings, "clip" | "clipHigher" | "klWeight" | "entropyWeight">,
): Loss {
  const size = tokens.actions.length;
  const count = logits.length / size;
  const { clip, clipHigher = clip, klWeight, entropyWeight } = settings;
  const logitGradient = new Float32Array(logits.length);
  const [row, before] = [new Float64Array(count), new Float64Array(count)];
  const sums = { policy: 0, entropy: 0, k3: 0, reference: 0, clipped: 0 };
  for (let i = 0; i < size; i++) {
    const weight = tokens.weights[i] ?? 0;
    if (weight === 0) continue;
    logProbabilities(logits, i, count, row);
    const action = tokens.actions[i] ?? 0;
    const advantage = tokens.advantages[i] ?? 0;
    const logRatio = (row[action] ?? 0) - (tokens.logProbabilities[i] ?? 0);
    const ratio = Math.exp(logRatio);
    const trusted = Math.min(Math.max(ratio, 1 - clip), 1 + clipHigher);
    const unclippedWorse = -advantage * ratio >= -advantage * trusted;
    sums.policy += weight * (unclippedWorse ? -advantage * ratio : -advantage * trusted);
    sums.k3 += weight * (ratio - 1 - logRatio);
    sums.clipped += weight * (ratio === trusted ? 0 : 1);
    let entropy = 0;
    for (const logProbability of row) entropy -= Math.exp(logProbability) * logProbability;
    sums.entropy += weight * entropy;
    // d(−A r) / d log π(a) = −A r, and 0 where the clipped branch counts.
    let slope = unclippedWorse ? -advantage * ratio : 0;
    if (reference !== undefined) {
      logProbabilities(reference, i, count, before);
      const distance = (before[action] ?? 0) - (row[action] ?? 0);
      sums.reference += weight * (Math.exp(distance) - 1 - distance);
      // d k3 / d log π(a) = 1 − e^distance.
      slope += klWeight * (1 - Math.exp(distance));
    }
    for (let j = 0; j < count; j++) {
      const logProbability = row[j] ?? 0;
      const probability = Math.exp(logProbability);
      const spread = -probability * (logProbability + entropy);
      const policy = slope * ((j === action ? 1 : 0) - probability);
      logitGradient[i * count + j] = weight * (policy - entropyWeight * spread);
    }
  }
  return {
    policyLoss: sums.policy,
    entropy: sums.entropy,
    approximateKl: sums.k3,
    referenceKl: sums.reference,
    clipFraction: sums.clipped,
    logitGradient,
  };
}
