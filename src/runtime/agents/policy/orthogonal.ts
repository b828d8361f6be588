import type { RandomStream } from "../../random/index.js";

/**
 * A row-major `[rows, columns]` matrix with orthonormal rows or columns (whichever are fewer), times `gain`, drawn uniformly:
 * Gram and Schmidt on normally distributed vectors (Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of
 * learning in deep linear neural networks", 2014).
 */
export function orthogonal(rows: number, columns: number, gain: number, random: RandomStream): Float32Array {
  const transposed = rows > columns;
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => random.normal());
    // Twice: once leaves rounding errors of the size of the lost length.
    for (let pass = 0; pass < 2; pass++) for (const other of vectors) addScaled(vector, other, -dot(vector, other));
    const norm = Math.sqrt(dot(vector, vector));
    if (norm < 1e-8) continue;
    vectors.push(vector.map((value) => value / norm));
  }
  const matrix = new Float32Array(rows * columns);
  vectors.forEach((vector, i) => {
    vector.forEach((value, j) => {
      matrix[transposed ? j * columns + i : i * columns + j] = gain * value;
    });
  });
  return matrix;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function addScaled(target: Float64Array, other: Float64Array, scale: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) + scale * (other[i] ?? 0);
}
