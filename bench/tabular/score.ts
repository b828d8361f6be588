import type { Episode } from "../../src/runtime/agents/tabular/index.js";

/**
 * The metric of the reward-machine benchmark for many runs: (return / length) / optimum of each episode, averaged over the last `window`
 * episodes of the run that had ended when the curve is read.
 */
export class Score {
  readonly #windows: number[][];
  readonly #sums: Float64Array;

  constructor(
    rows: number,
    readonly window: number,
    /** Reward per step of the best ε-greedy policy, by task. */
    readonly optimum: readonly number[],
  ) {
    this.#windows = Array.from({ length: rows }, () => []);
    this.#sums = new Float64Array(rows);
  }

  add(episode: Episode): void {
    const window = this.#windows[episode.row];
    const optimum = this.optimum[episode.task];
    if (window === undefined || optimum === undefined)
      throw new Error("an episode of a row or task that the score does not know");
    const share = episode.return / episode.length / optimum;
    window.push(share);
    this.#sums[episode.row] = (this.#sums[episode.row] ?? 0) + share;
    if (window.length > this.window) this.#sums[episode.row] = (this.#sums[episode.row] ?? 0) - (window.shift() ?? 0);
  }

  /** Median over rows [first, first + count); a row without an episode counts as 0. */
  median(first: number, count: number): number {
    const means = this.#windows
      .slice(first, first + count)
      .map((window, index) => (window.length === 0 ? 0 : (this.#sums[first + index] ?? 0) / window.length));
    means.sort((left, right) => left - right);
    const middle = (means.length - 1) / 2;
    return ((means[Math.floor(middle)] ?? 0) + (means[Math.ceil(middle)] ?? 0)) / 2;
  }
}
