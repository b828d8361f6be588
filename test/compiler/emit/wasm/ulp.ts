/**
 * How far a single-precision result is from the exact one, in distances between neighbouring single-precision numbers at the exact value.
 * 0 where both are NaN or the same infinity; ∞ where only one is, unless the exact value rounds to that infinity.
 */
export function ulpsBetween(actual: number, exact: number): number {
  if (Object.is(actual, exact) || (Number.isNaN(actual) && Number.isNaN(exact))) return 0;
  if (!Number.isFinite(actual) || !Number.isFinite(Math.fround(exact)))
    return actual === Math.fround(exact) ? 0 : Infinity;
  return Math.abs(actual - exact) / spacing(exact);
}

/** The distance of neighbouring single-precision numbers from x on. */
function spacing(x: number): number {
  const size = Math.abs(Math.fround(x));
  return size < 2 ** -125 ? 2 ** -149 : 2 ** (Math.floor(Math.log2(size)) - 23);
}
