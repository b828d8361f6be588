/** Exponentials and what is made of them; the polynomials are those of the WebAssembly target (Cephes, expf.c and tanhf.c). */
export const exponential = {
  // x = k·ln 2 + r (Cody and Waite): ln 2 in two parts, of which k times the first is exact.
  Reduced: `struct Reduced { k: i32, r: f32 }`,
  reduced: `fn reduced(x: f32) -> Reduced {
  let whole: f32 = round(x * 1.44269504088896341f);
  return Reduced(i32(whole), (x - whole * 0.693359375f) + whole * 2.12194440054690583e-4f);
}`,
  // e^r − 1 for |r| ≤ ½ ln 2
  exponentialRest: `fn exponentialRest(r: f32) -> f32 {
  let quotient: f32 = ((((1.98756915e-4f * r + 1.3981999507e-3f) * r + 8.3334519073e-3f) * r + 4.1665795894e-2f) * r + 1.6666665459e-1f) * r + 5.0000001201e-1f;
  return quotient * r * r + r;
}`,
  exponentialOf: `fn exponentialOf(x: f32) -> f32 {
  if (isNaN(x)) { return x; }
  let parts: Reduced = reduced(lesser(larger(x, -105.0f), 90.0f));
  return scaled(exponentialRest(parts.r) + 1.0f, parts.k);
}`,
  // e^x − 1 = 2^k·(e^r − 1) + (2^k − 1), halved so that k = 128 fits
  exponentialLessOne: `fn exponentialLessOne(x: f32) -> f32 {
  if (isNaN(x) || isZero(x)) { return x; }
  if (isLess(89.0f, x)) { return infinity(); }
  let parts: Reduced = reduced(larger(x, -30.0f));
  let halved: f32 = bitcast<f32>(u32(parts.k + 126) << 23u);
  let y: f32 = exponentialRest(parts.r) * halved + (halved - 0.5f);
  return y + y;
}`,
  hyperbolicTangent: `fn hyperbolicTangent(x: f32) -> f32 {
  if (isNaN(x) || isZero(x)) { return x; }
  let size: f32 = magnitude(x);
  let square: f32 = x * x;
  if (isLess(size, 0.625f)) {
    let series: f32 = (((-5.70498872745e-3f * square + 2.06390887954e-2f) * square - 5.37397155531e-2f) * square + 1.33314422036e-1f) * square - 3.33332819422e-1f;
    return series * square * x + x;
  }
  let e: f32 = exponentialOf(lesser(size + size, 40.0f));
  return withSignOf(1.0f - 2.0f / (e + 1.0f), x);
}`,
  // From e^−|x|, so that neither side overflows.
  logistic: `fn logistic(x: f32) -> f32 {
  if (isNaN(x)) { return x; }
  let e: f32 = exponentialOf(negated(magnitude(x)));
  return divided(select(1.0f, e, isNegative(x)), 1.0f + e);
}`,
} as const;
