/**
 * Weights of samples at times −(count − 1), …, −1, 0 that give the `derivative`-th derivative at time `at` of the polynomial of `order`
 * fitted to them by least squares (Savitzky and Golay 1964). With too few samples the order is lowered to what they determine.
 */
export function polynomialWeights(count: number, order: number, derivative: number, at = 0): readonly number[] {
  const degree = Math.min(order, count - 1);
  if (derivative > degree) return Array.from({ length: count }, () => 0);
  const span = Math.max(count - 1, 1);
  const times = Array.from({ length: count }, (_, index) => (index - count + 1) / span);
  const powers = times.map((time) => Array.from({ length: degree + 1 }, (_, exponent) => time ** exponent));
  const normal = Array.from({ length: degree + 1 }, (_, row) =>
    Array.from({ length: degree + 1 }, (_, column) =>
      powers.reduce((sum, sample) => sum + (sample[row] ?? 0) * (sample[column] ?? 0), 0),
    ),
  );
  const derived = Array.from({ length: degree + 1 }, (_, exponent) =>
    derivativeOfPower(exponent, derivative, at / span),
  );
  const solution = solve(normal, derived);
  const scale = 1 / span ** derivative;
  return powers.map(
    (sample) => scale * sample.reduce((sum, power, exponent) => sum + power * (solution[exponent] ?? 0), 0),
  );
}

/** The `derivative`-th derivative of time ** exponent. */
function derivativeOfPower(exponent: number, derivative: number, time: number): number {
  if (derivative > exponent) return 0;
  return derivative === 0 ? time ** exponent : exponent * derivativeOfPower(exponent - 1, derivative - 1, time);
}

/** Gaussian elimination with partial pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  const size = rows.length;
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let pivot = 0; pivot < size; pivot++) {
    let best = pivot;
    for (let row = pivot + 1; row < size; row++) if (Math.abs(at(row, pivot)) > Math.abs(at(best, pivot))) best = row;
    const [chosen, displaced] = [rows[best], rows[pivot]];
    if (chosen === undefined || displaced === undefined) break;
    rows[pivot] = chosen;
    rows[best] = displaced;
    for (let row = pivot + 1; row < size; row++) {
      const factor = at(row, pivot) / at(pivot, pivot);
      rows[row] = (rows[row] ?? []).map((value, column) => value - factor * at(pivot, column));
    }
  }
  const solution = Array.from({ length: size }, () => 0);
  for (let row = size - 1; row >= 0; row--) {
    let rest = at(row, size);
    for (let column = row + 1; column < size; column++) rest -= at(row, column) * (solution[column] ?? 0);
    solution[row] = rest / at(row, row);
  }
  return solution;
}
