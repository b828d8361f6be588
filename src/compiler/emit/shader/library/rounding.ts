/** Numbers from 2²³ on, infinities and NaN are what they are rounded to. */
export const rounding = {
  isCoarse: `fn isCoarse(x: f32) -> bool { return sizeBits(x) >= 0x4b000000u; }`,
  floorOf: `fn floorOf(x: f32) -> f32 { return select(floor(x), x, isCoarse(x) || isZero(x)); }`,
  ceilOf: `fn ceilOf(x: f32) -> f32 { return select(withSignOf(ceil(x), x), x, isCoarse(x) || isZero(x)); }`,
  // Halves go to the even neighbour.
  nearest: `fn nearest(x: f32) -> f32 { return select(withSignOf(round(x), x), x, isCoarse(x) || isZero(x)); }`,
  towardsZero: `fn towardsZero(x: f32) -> f32 { return select(withSignOf(trunc(x), x), x, isCoarse(x) || isZero(x)); }`,
} as const;
