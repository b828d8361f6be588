/** Division and square root to the nearest number but for rare last bits, and what they are made of. */
export const arithmetic = {
  Parts: `/** fraction · 2^exponent, the fraction in [1, 2) */
struct Parts { fraction: f32, exponent: i32 }`,
  // Subnormal numbers too; of finite positive numbers.
  partsOf: `fn partsOf(size: u32) -> Parts {
  let shift = select(0u, countLeadingZeros(size) - 8u, size < 0x00800000u);
  let shifted = size << shift;
  let exponent = select(i32(size >> 23u) - 127, -126 - i32(shift), shift > 0u);
  return Parts(bitcast<f32>((shifted & 0x007fffffu) | 0x3f800000u), exponent);
}`,
  // x·2^k for an x that is normal: what is too large is infinite; what is subnormal is rounded once, or flushed to zero by the device.
  scaled: `fn scaled(x: f32, k: i32) -> f32 {
  let exponent = i32(sizeBits(x) >> 23u) - 127 + k;
  if (isZero(x)) { return x; }
  if (exponent > 127) { return withSignOf(infinity(), x); }
  let fraction = bitcast<u32>(x) & 0x807fffffu;
  if (exponent >= -126) { return bitcast<f32>(fraction | (u32(exponent + 127) << 23u)); }
  return bitcast<f32>(fraction | 0x00800000u) * bitcast<f32>(u32(max(exponent + 126, -30) + 127) << 23u);
}`,
  // The upper 12 bits: products of two such are exact.
  upper: `fn upper(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) & 0xfffff000u); }`,
  // x·y as a number and what it lacks (Dekker 1971), for moderate numbers.
  product: `fn product(x: f32, y: f32) -> vec2<f32> {
  let high = rounded(x * y);
  let a = upper(x);
  let b = upper(y);
  let c = rounded(x - a);
  let d = rounded(y - b);
  return vec2<f32>(high, ((a * b - high) + a * d + c * b) + c * d);
}`,
  quotient: `fn quotient(x: f32, y: f32) -> f32 {
  let first = rounded(x / y);
  let back = product(first, y);
  return first + ((x - back.x) - back.y) / y;
}`,
  divided: `fn divided(x: f32, y: f32) -> f32 {
  let sign = signBit(x) ^ signBit(y);
  let a = sizeBits(x);
  let b = sizeBits(y);
  if (a > 0x7f800000u || b > 0x7f800000u || (a == b && (a == 0u || a == 0x7f800000u))) { return notANumber(); }
  if (a == 0x7f800000u || b == 0u) { return bitcast<f32>(sign | 0x7f800000u); }
  if (b == 0x7f800000u || a == 0u) { return bitcast<f32>(sign); }
  let above = partsOf(a);
  let below = partsOf(b);
  let size = scaled(quotient(above.fraction, below.fraction), above.exponent - below.exponent);
  return bitcast<f32>(bitcast<u32>(size) | sign);
}`,
  squareRoot: `fn squareRoot(x: f32) -> f32 {
  if (isZero(x) || isNaN(x)) { return x; }
  if (isNegative(x)) { return notANumber(); }
  if (!isFinite(x)) { return x; }
  let parts = partsOf(sizeBits(x));
  let odd = parts.exponent & 1;
  let square = parts.fraction * f32(1 + odd);
  let first = rounded(sqrt(square));
  let back = product(first, first);
  return scaled(first + ((square - back.x) - back.y) / (2.0f * first), (parts.exponent - odd) / 2);
}`,
} as const;
