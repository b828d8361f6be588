const tail = [17, 15, 13, 11, 9, 7, 5, 3];
const coefficients = tail.map((n) => `${2 / n / Math.LN2}f`);
const series = coefficients.slice(1).reduce((sum, next) => `(${sum} * square + ${next})`, coefficients[0] ?? "");
/** 2 / ln 2 in two parts. */
const factor = Math.fround(2 / Math.LN2);
const factorRest = 2 / Math.LN2 - factor;

/** x^y as 2^(y·log₂ x), the logarithm as a sum of two numbers of single precision: its error may not grow with y. Special operands as JavaScript's `**` has them. */
export const power = {
  // log₂ of a positive finite number. log₂ m = (2 / ln 2)·(s + s³/3 + …) with s = (m − 1) / (m + 1), whose first term needs both parts.
  binaryLogarithm: `fn binaryLogarithm(size: u32) -> vec2<f32> {
  let parts: Parts = centred(size);
  let above: f32 = parts.fraction - 1.0f;
  let below: f32 = rounded(parts.fraction + 1.0f);
  let belowRest: f32 = rounded(parts.fraction - rounded(below - 1.0f));
  let s: f32 = rounded(above / below);
  let back: vec2<f32> = product(s, below);
  let sRest: f32 = (((above - back.x) - back.y) - s * belowRest) / below;
  let square: f32 = s * s;
  let first: vec2<f32> = product(s, ${factor}f);
  let rest: f32 = first.y + s * ${factorRest}f + sRest * ${factor}f + ${series} * square * s;
  let e: f32 = f32(parts.exponent);
  let high: f32 = rounded(e + first.x);
  let lost: f32 = select(rounded(first.x - rounded(high - e)), 0.0f, parts.exponent == 0);
  return vec2<f32>(high, lost + rest);
}`,
  isWhole: `fn isWhole(x: f32) -> bool { return isCoarse(x) || isEqual(trunc(x), x); }`,
  isOdd: `fn isOdd(x: f32) -> bool { return sizeBits(x) < 0x4b800000u && isWhole(x) && (i32(x) & 1) == 1; }`,
  // 2^(y·log₂ x) for positive finite x and finite y
  positivePower: `fn positivePower(size: u32, y: f32) -> f32 {
  let logarithm: vec2<f32> = binaryLogarithm(size);
  // Beyond it every x but 1 gives 0 or infinity.
  let moderate: f32 = lesser(larger(y, -1e30f), 1e30f);
  if (logarithm.x == 0.0f && logarithm.y == 0.0f) { return 1.0f; }
  let estimate: f32 = moderate * logarithm.x;
  if (isLess(300.0f, estimate)) { return infinity(); }
  if (isLess(estimate, -300.0f)) { return 0.0f; }
  let exponent: vec2<f32> = product(logarithm.x, moderate);
  let rest: f32 = exponent.y + logarithm.y * moderate;
  let k: f32 = round(exponent.x);
  let fraction: f32 = rounded(exponent.x - k) + rest;
  return scaled(exponentialRest(fraction * ${Math.LN2}f) + 1.0f, i32(k));
}`,
  powerOf: `fn powerOf(x: f32, y: f32) -> f32 {
  if (isZero(y)) { return 1.0f; }
  if (isNaN(x) || isNaN(y)) { return notANumber(); }
  let size: u32 = sizeBits(x);
  let rises: bool = !isNegative(y);
  if (!isFinite(y)) {
    if (size == 0x3f800000u) { return notANumber(); }
    return select(0.0f, infinity(), (size > 0x3f800000u) == rises);
  }
  if (isNegative(x) && !isZero(x) && isFinite(x) && !isWhole(y)) { return notANumber(); }
  let sign: u32 = select(0u, signBit(x), isOdd(y));
  if (size == 0u || size == 0x7f800000u) {
    return bitcast<f32>(select(0u, 0x7f800000u, (size == 0u) != rises) | sign);
  }
  return bitcast<f32>(bitcast<u32>(positivePower(size, y)) | sign);
}`,
} as const;
