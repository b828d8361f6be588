import { Normaliser, type NormaliserState } from "./normaliser.js";

/** All that a scaler remembers. */
export interface RewardScalerState {
  readonly returns: readonly number[];
  readonly statistics: NormaliserState;
}

/** Largest size of a scaled reward. */
export const bound = 10;

/**
 * Divides rewards by the running deviation of each row's discounted return, and clips them to ±10, so that the critic's errors have
 * size 1 whatever unit the spec pays in (as Gymnasium's `NormalizeReward`, which CleanRL uses for continuous control). The sign and the
 * ratios of rewards stay; records keep the rewards as specified.
 */
export class RewardScaler {
  readonly #returns: Float64Array;
  readonly #statistics = new Normaliser(1, 1);

  constructor(
    environments: number,
    readonly discount: number,
  ) {
    this.#returns = new Float64Array(environments);
  }

  /** Scaled copies of one step's rewards `[N]`. `ended`: the rows whose episode ended with this step, 0 or 1. */
  scale(rewards: Float32Array, ended: (row: number) => boolean): Float32Array {
    const returns = this.#returns;
    rewards.forEach((reward, row) => {
      returns[row] = this.discount * (returns[row] ?? 0) + reward;
    });
    this.#statistics.observe(Float32Array.from(returns));
    const deviation = this.#statistics.deviation(0);
    returns.forEach((_, row) => {
      if (ended(row)) returns[row] = 0;
    });
    return rewards.map((reward) => Math.min(Math.max(reward / deviation, -bound), bound));
  }

  getState(): RewardScalerState {
    return { returns: [...this.#returns], statistics: this.#statistics.getState() };
  }

  setState(state: RewardScalerState): void {
    this.#returns.set(state.returns);
    this.#statistics.setState(state.statistics);
  }
}
