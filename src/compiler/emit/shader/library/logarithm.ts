/** Logarithms; the polynomial is that of the WebAssembly target (Cephes, logf.c). */
export const logarithm = {
  // A positive finite number as m·2^e with m in [√½, √2).
  centred: `fn centred(size: u32) -> Parts {
  let parts: Parts = partsOf(size);
  if (bitcast<u32>(parts.fraction) > 0x3fb504f3u) { return Parts(parts.fraction * 0.5f, parts.exponent + 1); }
  return parts;
}`,
  // ln((1 + f)·2^e), e·ln 2 added in two parts
  logarithmOf: `fn logarithmOf(f: f32, e: f32) -> f32 {
  let square: f32 = f * f;
  let quotient: f32 = (((((((7.0376836292e-2f * f - 1.151461031e-1f) * f + 1.167699874e-1f) * f - 1.2420140846e-1f) * f + 1.4249322787e-1f) * f - 1.6668057665e-1f) * f + 2.0000714765e-1f) * f - 2.4999993993e-1f) * f + 3.3333331174e-1f;
  let small: f32 = quotient * square * f - e * 2.12194440054690583e-4f;
  return (f + (small - 0.5f * square)) + e * 0.693359375f;
}`,
  naturalLogarithm: `fn naturalLogarithm(x: f32) -> f32 {
  if (isZero(x)) { return negated(infinity()); }
  if (isNaN(x) || isNegative(x)) { return notANumber(); }
  if (!isFinite(x)) { return x; }
  let parts: Parts = centred(sizeBits(x));
  return logarithmOf(parts.fraction - 1.0f, f32(parts.exponent));
}`,
  // What 1 + x lost goes back into f (Kahan's idea, as in FreeBSD's s_log1p.c).
  logarithmOfOneMore: `fn logarithmOfOneMore(x: f32) -> f32 {
  if (sizeBits(x) < 0x33000000u || isNaN(x)) { return x; }
  if (isLess(x, -1.0f)) { return notANumber(); }
  if (isEqual(x, -1.0f)) { return negated(infinity()); }
  if (!isFinite(x)) { return x; }
  let u: f32 = rounded(1.0f + x);
  let parts: Parts = centred(sizeBits(u));
  let lost: f32 = select(rounded(x - rounded(u - 1.0f)), rounded(1.0f - rounded(u - x)), isLess(1.0f, x));
  let shrunk: f32 = scaled(lost, -min(parts.exponent, 126));
  return logarithmOf((parts.fraction - 1.0f) + shrunk, f32(parts.exponent));
}`,
} as const;
