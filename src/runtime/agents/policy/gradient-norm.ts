/** The Euclidean norm of a flat gradient. */
export function gradientNorm(gradient: Float32Array): number {
  let sum = 0;
  for (const value of gradient) sum += value * value;
  return Math.sqrt(sum);
}
