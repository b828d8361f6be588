/** Whole numbers: nothing divides by 0. */
export const wholeNumbers = {
  // Towards zero, inside 32 bits; NaN is 0.
  wholePart: `fn wholePart(x: f32) -> i32 {
  if (isNaN(x)) { return 0; }
  if (sizeBits(x) >= 0x4f000000u) { return select(2147483647i, bitcast<i32>(0x80000000u), isNegative(x)); }
  return i32(x);
}`,
  wholeRemainder: `fn wholeRemainder(x: i32, y: i32) -> i32 { return select(x % select(y, 1, y == 0), 0, y == 0); }`,
  wholeModulo: `fn wholeModulo(x: i32, y: i32) -> i32 {
  let rest: i32 = wholeRemainder(x, y);
  return select(rest, rest + y, rest != 0 && (rest < 0) != (y < 0));
}`,
} as const;
