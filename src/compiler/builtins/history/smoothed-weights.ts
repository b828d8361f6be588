import { polynomialWeights } from "./polynomial-weights.js";

/**
 * The weights that give on raw samples what `weights` give on the same samples smoothed: each sample becomes the value of the polynomial
 * of `order` fitted to the `width` samples about it, and at the two ends to the first and the last `width`. That is SciPy's
 * `savgol_filter(samples, width, order)`, also in that an even `width` reads the polynomial half a sample later. With fewer samples than
 * `width` one polynomial is fitted to all of them.
 */
export function smoothedWeights(weights: readonly number[], order: number, width: number): readonly number[] {
  if (width === 1) return weights;
  const count = weights.length;
  const size = Math.min(width, count);
  const [before, after] = [Math.floor((size - 1) / 2), Math.floor(size / 2)];
  const result = Array.from({ length: count }, () => 0);
  weights.forEach((weight, index) => {
    const atEnd = index < after || index >= count - after;
    const first = Math.min(Math.max(index - before, 0), count - size);
    const time = atEnd ? index - (first + size - 1) : (1 - size) / 2;
    polynomialWeights(size, order, 0, time).forEach((share, offset) => {
      result[first + offset] = (result[first + offset] ?? 0) + weight * share;
    });
  });
  return result;
}
