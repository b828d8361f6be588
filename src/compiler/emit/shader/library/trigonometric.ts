/** Sines, cosines and tangents; the polynomials are those of the WebAssembly target (Cephes, sinf.c). */
export const trigonometric = {
  twoOverPi: `/** The bits of 2/π behind the point, after 32 zeros. */
const twoOverPi = array<u32, 8>(0u, 0xa2f9836eu, 0x4e441529u, 0xfc2757d1u, 0xf534ddc0u, 0xdb629599u, 0x3c439041u, 0xfe5163abu);`,
  twoOverPiFrom: `fn twoOverPiFrom(place: u32, offset: u32) -> u32 {
  let word: u32 = place / 32u + offset;
  let shift: u32 = place % 32u;
  if (shift == 0u) { return twoOverPi[word]; }
  return (twoOverPi[word] << shift) | (twoOverPi[word + 1u] >> (32u - shift));
}`,
  // The upper word of x·y for an x of 24 bits
  upperProduct: `fn upperProduct(x: u32, y: u32) -> u32 {
  let low: u32 = (x & 0xffffu) * (y & 0xffffu);
  let crossed: u32 = (x >> 16u) * (y & 0xffffu) + (low >> 16u);
  let other: u32 = (x & 0xffffu) * (y >> 16u) + (crossed & 0xffffu);
  return (x >> 16u) * (y >> 16u) + (crossed >> 16u) + (other >> 16u);
}`,
  Angle: `/** An angle as quarter·π/2 + r with |r| ≤ π/4. */
struct Angle { quarter: u32, r: f32 }`,
  // Of finite numbers. The product with 96 bits of 2/π that matter, as whole numbers (Payne and Hanek 1983): value·2⁻⁶² of the two upper words is the angle in quarters, without multiples of 4.
  angleOf: `fn angleOf(x: f32) -> Angle {
  let size: u32 = sizeBits(x);
  if (size <= 0x3f490fdau) { return Angle(0u, x); }
  let whole: u32 = (size & 0x007fffffu) | 0x00800000u;
  let place: u32 = (size >> 23u) - 120u;
  let bits: vec3<u32> = vec3<u32>(twoOverPiFrom(place, 0u), twoOverPiFrom(place, 1u), twoOverPiFrom(place, 2u));
  let middle: u32 = whole * bits.y + upperProduct(whole, bits.z);
  let carry: u32 = select(0u, 1u, middle < whole * bits.y);
  var high: u32 = whole * bits.x + upperProduct(whole, bits.y) + carry;
  var low: u32 = middle;
  var quarter: u32 = high >> 30u;
  high = (high << 2u) | (low >> 30u);
  low = low << 2u;
  let turned: bool = high >= 0x80000000u;
  if (turned) {
    quarter += 1u;
    high = ~high;
    low = ~low;
  }
  var scale: i32 = -32;
  if (high == 0u) {
    scale = -64;
    high = max(low, 1u);
    low = 0u;
  }
  let zeros: u32 = countLeadingZeros(high);
  let top: u32 = select((high << zeros) | (low >> (32u - zeros)), high, zeros == 0u);
  let r: f32 = scaled(f32(top) * 1.57079632679489662f, scale - i32(zeros));
  let flip: u32 = select(0u, 0x80000000u, turned) ^ signBit(x);
  return Angle(select(quarter, 0u - quarter, isNegative(x)), bitcast<f32>(bitcast<u32>(r) ^ flip));
}`,
  sineSeries: `fn sineSeries(r: f32) -> f32 {
  let square: f32 = r * r;
  return ((-1.9515295891e-4f * square + 8.3321608736e-3f) * square - 1.6666654611e-1f) * square * r + r;
}`,
  cosineSeries: `fn cosineSeries(r: f32) -> f32 {
  let square: f32 = r * r;
  let tail: f32 = ((2.443315711809948e-5f * square - 1.388731625493765e-3f) * square + 4.166664568298827e-2f) * square * square;
  return (tail - 0.5f * square) + 1.0f;
}`,
  turnedSine: `fn turnedSine(r: f32, quarter: u32) -> f32 {
  let size: f32 = select(sineSeries(r), cosineSeries(r), (quarter & 1u) == 1u);
  return bitcast<f32>(bitcast<u32>(size) ^ ((quarter & 2u) << 30u));
}`,
  sine: `fn sine(x: f32) -> f32 {
  if (!isFinite(x)) { return notANumber(); }
  if (isZero(x)) { return x; }
  let angle: Angle = angleOf(x);
  return turnedSine(angle.r, angle.quarter);
}`,
  cosine: `fn cosine(x: f32) -> f32 {
  if (!isFinite(x)) { return notANumber(); }
  let angle: Angle = angleOf(x);
  return turnedSine(angle.r, angle.quarter + 1u);
}`,
  tangent: `fn tangent(x: f32) -> f32 {
  if (!isFinite(x)) { return notANumber(); }
  if (isZero(x)) { return x; }
  let angle: Angle = angleOf(x);
  return divided(turnedSine(angle.r, angle.quarter), turnedSine(angle.r, angle.quarter + 1u));
}`,
} as const;
