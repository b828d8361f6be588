/** A rollout, row-major `[T, N]`, as far as advantages need it. */
export interface RolloutRewards {
  readonly steps: number;
  readonly environments: number;
  readonly rewards: Float32Array;
  /** Values of the observations on which the policy acted. */
  readonly values: Float32Array;
  /** How much what comes after a step counts, where the spec sets it in some steps; absent: the learner's discount in all. */
  readonly discounts?: Float32Array;
  /** 1 where the task ended: nothing follows. */
  readonly terminated: Uint8Array;
  /** 1 where a limit cut the episode: the value of the final observation follows. */
  readonly truncated: Uint8Array;
  /** Values of final observations, read only where `truncated`. */
  readonly finalValues: Float32Array;
  /** `[N]`: values of what the last step led to, for episodes that the rollout cuts (unfinished). */
  readonly lastValues: Float32Array;
}

/**
 * Generalised advantage estimates (Schulman et al., 2016) and the returns `advantage + value` that the critic is fitted to, `[T, N]`.
 * The three ends differ: termination bootstraps from 0, truncation from the final observation's value, an unfinished episode from the
 * next observation's. (CleanRL's `ppo.py` treats truncation as termination.)
 */
export function advantages(
  rollout: RolloutRewards,
  discount: number,
  lambda: number,
): { readonly advantages: Float32Array; readonly returns: Float32Array } {
  const { steps, environments, rewards, values } = rollout;
  const result = new Float32Array(steps * environments);
  const returns = new Float32Array(steps * environments);
  for (let environment = 0; environment < environments; environment++) {
    let nextValue = rollout.lastValues[environment] ?? 0;
    let nextAdvantage = 0;
    for (let t = steps - 1; t >= 0; t--) {
      const i = t * environments + environment;
      if (rollout.terminated[i] === 1) {
        nextValue = 0;
        nextAdvantage = 0;
      } else if (rollout.truncated[i] === 1) {
        nextValue = rollout.finalValues[i] ?? 0;
        nextAdvantage = 0;
      }
      const value = values[i] ?? 0;
      const kept = rollout.discounts?.[i] ?? discount;
      nextAdvantage = (rewards[i] ?? 0) + kept * nextValue - value + kept * lambda * nextAdvantage;
      nextValue = value;
      result[i] = nextAdvantage;
      returns[i] = nextAdvantage + value;
    }
  }
  return { advantages: result, returns };
}

/** 1 - Var(returns - values) / Var(returns): 1 for a perfect critic, 0 for a constant one, NaN where the returns do not vary. */
export function explainedVariance(values: Float32Array, returns: Float32Array): number {
  const errors = returns.map((target, i) => target - (values[i] ?? 0));
  const spread = variance(returns);
  return spread === 0 ? NaN : 1 - variance(errors) / spread;
}

function variance(values: Float32Array): number {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let sum = 0;
  for (const value of values) sum += (value - mean) ** 2;
  return sum / values.length;
}
