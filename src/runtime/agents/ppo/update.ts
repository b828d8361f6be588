import type { Acted } from "./act.js";
import type { PpoAgent } from "./agent.js";
import { advantages, explainedVariance, type RolloutRewards } from "./advantages.js";
import type { LossStatistics, Minibatch } from "./loss.js";

/** T steps of N environments, row-major `[T, N]`. */
export interface Rollout extends Acted, RolloutRewards {}

/** Means over the minibatches of an update. */
export interface UpdateStatistics extends LossStatistics {
  readonly gradientNorm: number;
  readonly explainedVariance: number;
  /** Passes made over the rollout; fewer than asked for where the policy moved too far. */
  readonly epochs: number;
}

/** The learning half of PPO: several passes over a rollout in shuffled minibatches. */
export async function update(agent: PpoAgent, rollout: Rollout, learningRate: number): Promise<UpdateStatistics> {
  const { settings, inputs } = agent.options;
  const estimates = advantages(rollout, settings.discount, settings.lambda);
  const statistics = await learnInPasses(agent, rollout.steps * rollout.environments, (chosen) => {
    const batch: Minibatch = {
      actions: chosen.map((i) => rollout.actions[i] ?? 0),
      logProbabilities: pick(rollout.logProbabilities, chosen, 1),
      advantages: pick(estimates.advantages, chosen, 1),
      returns: pick(estimates.returns, chosen, 1),
      values: pick(rollout.values, chosen, 1),
    };
    return agent.learn(pick(rollout.observations, chosen, inputs), batch, learningRate);
  });
  return { ...statistics, explainedVariance: explainedVariance(rollout.values, estimates.returns) };
}

/** `settings.epochs` passes over `size` steps in shuffled minibatches; `learn` is given the indices of each. */
export async function learnInPasses(
  agent: PpoAgent,
  size: number,
  learn: (chosen: Int32Array) => Promise<LossStatistics & { readonly gradientNorm: number }>,
): Promise<Omit<UpdateStatistics, "explainedVariance">> {
  const { settings } = agent.options;
  const part = size / settings.minibatches;
  const sums = {
    policyLoss: 0,
    valueLoss: 0,
    entropy: 0,
    approximateKl: 0,
    approximateKlK1: 0,
    clipFraction: 0,
    gradientNorm: 0,
  };
  let minibatches = 0;
  let epochs = 0;
  while (epochs < settings.epochs) {
    epochs += 1;
    const order = agent.shuffle.permutation(size);
    let lastKl = 0;
    for (let start = 0; start < size; start += part) {
      const loss = await learn(order.subarray(start, start + part));
      minibatches += 1;
      sums.policyLoss += loss.policyLoss;
      sums.valueLoss += loss.valueLoss;
      sums.entropy += loss.entropy;
      sums.approximateKl += loss.approximateKl;
      sums.approximateKlK1 += loss.approximateKlK1;
      sums.clipFraction += loss.clipFraction;
      sums.gradientNorm += loss.gradientNorm;
      lastKl = loss.approximateKl;
    }
    if (settings.targetKl !== undefined && lastKl > settings.targetKl) break;
  }
  return {
    policyLoss: sums.policyLoss / minibatches,
    valueLoss: sums.valueLoss / minibatches,
    entropy: sums.entropy / minibatches,
    approximateKl: sums.approximateKl / minibatches,
    approximateKlK1: sums.approximateKlK1 / minibatches,
    clipFraction: sums.clipFraction / minibatches,
    gradientNorm: sums.gradientNorm / minibatches,
    epochs,
  };
}

/** Rows of `width` numbers at the given indices. */
export function pick(values: Float32Array, indices: Int32Array, width: number): Float32Array {
  const result = new Float32Array(indices.length * width);
  indices.forEach((index, row) => {
    for (let j = 0; j < width; j++) result[row * width + j] = values[index * width + j] ?? 0;
  });
  return result;
}
