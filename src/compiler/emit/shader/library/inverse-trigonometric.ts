const halfPi = Math.fround(Math.PI / 2);
/** What π/2 in single precision lacks. */
const halfPiRest = Math.PI / 2 - halfPi;

/** Inverse trigonometric functions; the polynomials are those of the WebAssembly target (Cephes, asinf.c and atanf.c). */
export const inverseTrigonometric = {
  ArcsineParts: `struct ArcsineParts { large: bool, angle: f32 }`,
  // arcsin of √((1 − |x|) / 2) for |x| > ½, else of |x|; |x| ≤ 1
  arcsineParts: `fn arcsineParts(x: f32) -> ArcsineParts {
  let size: f32 = magnitude(x);
  let large: bool = isLess(0.5f, size);
  let square: f32 = select(size * size, (1.0f - size) * 0.5f, large);
  let s: f32 = select(size, squareRoot(square), large);
  let series: f32 = (((4.2163199048e-2f * square + 2.4181311049e-2f) * square + 4.5470025998e-2f) * square + 7.4953002686e-2f) * square + 1.6666752422e-1f;
  return ArcsineParts(large, series * square * s + s);
}`,
  // multiple·π/2 − angle, whose lower part goes in with the angle
  fromRightAngle: `fn fromRightAngle(multiple: f32, angle: f32) -> f32 {
  return multiple * ${halfPi}f - (angle - multiple * ${halfPiRest}f);
}`,
  arcsine: `fn arcsine(x: f32) -> f32 {
  if (!isAtMost(magnitude(x), 1.0f)) { return notANumber(); }
  if (isZero(x)) { return x; }
  let parts: ArcsineParts = arcsineParts(x);
  return withSignOf(select(parts.angle, fromRightAngle(1.0f, 2.0f * parts.angle), parts.large), x);
}`,
  arccosine: `fn arccosine(x: f32) -> f32 {
  if (!isAtMost(magnitude(x), 1.0f)) { return notANumber(); }
  let parts: ArcsineParts = arcsineParts(x);
  let twice: f32 = 2.0f * parts.angle;
  if (parts.large) { return select(twice, fromRightAngle(2.0f, twice), isNegative(x)); }
  return fromRightAngle(1.0f, withSignOf(parts.angle, x));
}`,
  // arctan of 0 ≤ t ≤ 1, from tan(π/8) on as π/4 + arctan((t − 1) / (t + 1))
  arctangentOfRatio: `fn arctangentOfRatio(t: f32) -> f32 {
  let large: bool = isLess(0.414213562373095f, t);
  let r: f32 = select(t, (t - 1.0f) / (t + 1.0f), large);
  let square: f32 = r * r;
  let series: f32 = ((8.05374449538e-2f * square - 1.38776856032e-1f) * square + 1.99777106478e-1f) * square - 3.33329491539e-1f;
  let tail: f32 = series * square * r;
  return select(tail + r, ${Math.PI / 4}f + (r + (tail + ${halfPiRest / 2}f)), large);
}`,
  arctangent: `fn arctangent(x: f32) -> f32 {
  if (isNaN(x) || isZero(x)) { return x; }
  let size: f32 = magnitude(x);
  let steep: bool = isLess(1.0f, size);
  let angle: f32 = arctangentOfRatio(select(size, divided(1.0f, size), steep));
  return withSignOf(select(angle, fromRightAngle(1.0f, angle), steep), x);
}`,
  // The angle of the point (x, y), signs of zeros as IEEE 754 has them.
  angleOfPoint: `fn angleOfPoint(y: f32, x: f32) -> f32 {
  if (!comparable(x, y)) { return notANumber(); }
  let height: f32 = magnitude(y);
  let width: f32 = magnitude(x);
  let steep: bool = isLess(width, height);
  // 0/0 and ∞/∞ are 0 and 1 here: the axes and the diagonals.
  var ratio: f32 = select(1.0f, 0.0f, isZero(height));
  if (!isEqual(height, width)) { ratio = divided(lesser(height, width), larger(height, width)); }
  let angle: f32 = arctangentOfRatio(ratio);
  let upright: f32 = select(angle, fromRightAngle(1.0f, angle), steep);
  return withSignOf(select(upright, fromRightAngle(2.0f, upright), isNegative(x)), y);
}`,
} as const;
