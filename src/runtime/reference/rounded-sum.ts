/** What a float becomes after an operation, of which double precision itself may have `lost` something. */
export type Rounding = (value: number, lost?: number) => number;

/**
 * a + b, rounded. `round` hears, too, what double precision lost of the sum, exactly (Knuth, "The Art of Computer Programming",
 * volume 2, 4.2.2, theorem B): 1 beside 3e38 leaves no trace in the sum, and still the sum is not exact.
 */
export function roundedSum(a: number, b: number, round: Rounding): number {
  const sum = a + b;
  const part = sum - a;
  return round(sum, a - (sum - part) + (b - part));
}
