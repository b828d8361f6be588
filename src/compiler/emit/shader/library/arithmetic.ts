/** Division and square root to the nearest number but for rare last bits, and what they are made of. */
export const arithmetic = {
  Parts: `/** fraction · 2^exponent, the fraction in [1, 2) */
struct Parts { fraction: f32, exponent: i32 }`,
  // Subnormal numbers too; of finite positive numbers.
  partsOf: `fn partsOf(size: u32) -> Parts {
  let shift: u32 = select(0u, countLeadingZeros(size) - 8u, size < 0x00800000u);
  let shifted: u32 = size << shift;
  let exponent: i32 = select(i32(size >> 23u) - 127, -126 - i32(shift), shift > 0u);
  return Parts(bitcast<f32>((shifted & 0x007fffffu) | 0x3f800000u), exponent);
}`,
  // x·2^k for an x that is normal: what is too large is infinite; what is subnormal is rounded once, or flushed to zero by the device.
  scaled: `fn scaled(x: f32, k: i32) -> f32 {
  let exponent: i32 = i32(sizeBits(x) >> 23u) - 127 + k;
  if (isZero(x)) { return x; }
  if (exponent > 127) { return withSignOf(infinity(), x); }
  let fraction: u32 = bitcast<u32>(x) & 0x807fffffu;
  if (exponent >= -126) { return bitcast<f32>(fraction | (u32(exponent + 127) << 23u)); }
  return bitcast<f32>(fraction | 0x00800000u) * bitcast<f32>(u32(max(exponent + 126, -30) + 127) << 23u);
}`,
  // The upper 12 bits: products of two such are exact.
  upper: `fn upper(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) & 0xfffff000u); }`,
  // x·y as a number and what it lacks (Dekker 1971), for moderate numbers.
  product: `fn product(x: f32, y: f32) -> vec2<f32> {
  let high: f32 = rounded(x * y);
  let a: f32 = upper(x);
  let b: f32 = upper(y);
  let c: f32 = rounded(x - a);
  let d: f32 = rounded(y - b);
  return vec2<f32>(high, ((a * b - high) + a * d + c * b) + c * d);
}`,
  quotient: `fn quotient(x: f32, y: f32) -> f32 {
  let first: f32 = rounded(x / y);
  let back: vec2<f32> = product(first, y);
  return first + ((x - back.x) - back.y) / y;
}`,
  divided: `fn divided(x: f32, y: f32) -> f32 {
  let sign: u32 = signBit(x) ^ signBit(y);
  let a: u32 = sizeBits(x);
  let b: u32 = sizeBits(y);
  if (a > 0x7f800000u || b > 0x7f800000u || (a == b && (a == 0u || a == 0x7f800000u))) { return notANumber(); }
  if (a == 0x7f800000u || b == 0u) { return bitcast<f32>(sign | 0x7f800000u); }
  if (b == 0x7f800000u || a == 0u) { return bitcast<f32>(sign); }
  let above: Parts = partsOf(a);
  let below: Parts = partsOf(b);
  let size: f32 = scaled(quotient(above.fraction, below.fraction), above.exponent - below.exponent);
  return bitcast<f32>(bitcast<u32>(size) | sign);
}`,
  squareRoot: `fn squareRoot(x: f32) -> f32 {
  if (isZero(x) || isNaN(x)) { return x; }
  if (isNegative(x)) { return notANumber(); }
  if (!isFinite(x)) { return x; }
  let parts: Parts = partsOf(sizeBits(x));
  let odd: i32 = parts.exponent & 1;
  let square: f32 = parts.fraction * f32(1 + odd);
  let first: f32 = rounded(sqrt(square));
  let back: vec2<f32> = product(first, first);
  return scaled(first + ((square - back.x) - back.y) / (2.0f * first), (parts.exponent - odd) / 2);
}`,
} as const;
