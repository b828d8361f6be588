/** Count, means and sums of squared deviations: all that a normaliser remembers. */
export interface NormaliserState {
  readonly count: number;
  readonly mean: readonly number[];
  readonly squares: readonly number[];
}

const bound = 10;

/** Running mean 0 and deviation 1 for the first `columns` columns of `[N, width]` rows, clipped to ±10; the other columns pass unchanged. */
export class Normaliser {
  #count = 0;
  readonly #mean: Float64Array;
  readonly #squares: Float64Array;

  constructor(
    readonly columns: number,
    readonly width: number,
  ) {
    this.#mean = new Float64Array(columns);
    this.#squares = new Float64Array(columns);
  }

  /** Learns from rows (Welford). */
  observe(rows: Float32Array): void {
    for (let start = 0; start < rows.length; start += this.width) {
      this.#count += 1;
      for (let j = 0; j < this.columns; j++) {
        const value = rows[start + j] ?? 0;
        const before = value - (this.#mean[j] ?? 0);
        const mean = (this.#mean[j] ?? 0) + before / this.#count;
        this.#mean[j] = mean;
        this.#squares[j] = (this.#squares[j] ?? 0) + before * (value - mean);
      }
    }
  }

  /** Normalised copies of rows. */
  apply(rows: Float32Array): Float32Array {
    const result = rows.slice();
    for (let j = 0; j < this.columns; j++) {
      const mean = this.#mean[j] ?? 0;
      const deviation = this.deviation(j);
      for (let i = j; i < rows.length; i += this.width) {
        result[i] = Math.min(Math.max(((rows[i] ?? 0) - mean) / deviation, -bound), bound);
      }
    }
    return result;
  }

  /** Deviation of a column so far, never 0. */
  deviation(column: number): number {
    return Math.sqrt((this.#squares[column] ?? 0) / Math.max(this.#count, 1) + 1e-8);
  }

  getState(): NormaliserState {
    return { count: this.#count, mean: [...this.#mean], squares: [...this.#squares] };
  }

  setState(state: NormaliserState): void {
    this.#count = state.count;
    this.#mean.set(state.mean);
    this.#squares.set(state.squares);
  }
}
