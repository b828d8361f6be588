/** Remainders by long division of whole numbers: exact. */
export const remainder = {
  remainder: `fn remainder(x: f32, y: f32) -> f32 {
  let a: u32 = sizeBits(x);
  let b: u32 = sizeBits(y);
  if (a >= 0x7f800000u || b > 0x7f800000u || b == 0u) { return notANumber(); }
  if (a < b) { return x; }
  let above: Parts = partsOf(a);
  let below: Parts = partsOf(b);
  let divisor: u32 = (bitcast<u32>(below.fraction) & 0x007fffffu) | 0x00800000u;
  var rest: u32 = ((bitcast<u32>(above.fraction) & 0x007fffffu) | 0x00800000u) % divisor;
  for (var places: i32 = above.exponent - below.exponent; places > 0; places -= 8) {
    rest = (rest << u32(min(places, 8))) % divisor;
  }
  return withSignOf(scaled(f32(rest), below.exponent - 23), x);
}`,
  // With the sign of y and nearer to 0 than y; 0 where it would round to y; y where y is infinite and the signs differ.
  floorModulo: `fn floorModulo(x: f32, y: f32) -> f32 {
  let rest: f32 = remainder(x, y);
  if (isNaN(rest) || isZero(rest) || isNegative(rest) == isNegative(y)) { return rest; }
  if (!isFinite(y)) { return y; }
  let sum: f32 = rest + y;
  return select(sum, 0.0f, isEqual(sum, y));
}`,
} as const;
