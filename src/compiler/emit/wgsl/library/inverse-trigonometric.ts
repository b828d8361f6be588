const halfPi = Math.fround(Math.PI / 2);
/** What π/2 in single precision lacks. */
const halfPiRest = Math.PI / 2 - halfPi;

/** Inverse trigonometric functions; the polynomials are those of the WebAssembly target (Cephes, asinf.c and atanf.c). */
export const inverseTrigonometric = {
  ArcsineParts: `struct ArcsineParts { large: bool, angle: f32 }`,
  // arcsin of √((1 − |x|) / 2) for |x| > ½, else of |x|; |x| ≤ 1
  arcsineParts: `fn arcsineParts(x: f32) -> ArcsineParts {
  let size = magnitude(x);
  let large = isLess(0.5f, size);
  let square = select(size * size, (1.0f - size) * 0.5f, large);
  let s = select(size, squareRoot(square), large);
  let series = (((4.2163199048e-2f * square + 2.4181311049e-2f) * square + 4.5470025998e-2f) * square + 7.4953002686e-2f) * square + 1.6666752422e-1f;
  return ArcsineParts(large, series * square * s + s);
}`,
  // multiple·π/2 − angle, whose lower part goes in with the angle
  fromRightAngle: `fn fromRightAngle(multiple: f32, angle: f32) -> f32 {
  return multiple * ${halfPi}f - (angle - multiple * ${halfPiRest}f);
}`,
  arcsine: `fn arcsine(x: f32) -> f32 {
  if (!isAtMost(magnitude(x), 1.0f)) { return notANumber(); }
  if (isZero(x)) { return x; }
  let parts = arcsineParts(x);
  return withSignOf(select(parts.angle, fromRightAngle(1.0f, 2.0f * parts.angle), parts.large), x);
}`,
  arccosine: `fn arccosine(x: f32) -> f32 {
  if (!isAtMost(magnitude(x), 1.0f)) { return notANumber(); }
  let parts = arcsineParts(x);
  let twice = 2.0f * parts.angle;
  if (parts.large) { return select(twice, fromRightAngle(2.0f, twice), isNegative(x)); }
  return fromRightAngle(1.0f, withSignOf(parts.angle, x));
}`,
  // arctan of 0 ≤ t ≤ 1, from tan(π/8) on as π/4 + arctan((t − 1) / (t + 1))
  arctangentOfRatio: `fn arctangentOfRatio(t: f32) -> f32 {
  let large = isLess(0.414213562373095f, t);
  let r = select(t, (t - 1.0f) / (t + 1.0f), large);
  let square = r * r;
  let series = ((8.05374449538e-2f * square - 1.38776856032e-1f) * square + 1.99777106478e-1f) * square - 3.33329491539e-1f;
  let tail = series * square * r;
  return select(tail + r, ${Math.PI / 4}f + (r + (tail + ${halfPiRest / 2}f)), large);
}`,
  arctangent: `fn arctangent(x: f32) -> f32 {
  if (isNaN(x) || isZero(x)) { return x; }
  let size = magnitude(x);
  let steep = isLess(1.0f, size);
  let angle = arctangentOfRatio(select(size, divided(1.0f, size), steep));
  return withSignOf(select(angle, fromRightAngle(1.0f, angle), steep), x);
}`,
  // The angle of the point (x, y), signs of zeros as IEEE 754 has them.
  angleOfPoint: `fn angleOfPoint(y: f32, x: f32) -> f32 {
  if (!comparable(x, y)) { return notANumber(); }
  let height = magnitude(y);
  let width = magnitude(x);
  let steep = isLess(width, height);
  // 0/0 and ∞/∞ are 0 and 1 here: the axes and the diagonals.
  var ratio = select(1.0f, 0.0f, isZero(height));
  if (!isEqual(height, width)) { ratio = divided(lesser(height, width), larger(height, width)); }
  let angle = arctangentOfRatio(ratio);
  let upright = select(angle, fromRightAngle(1.0f, angle), steep);
  return withSignOf(select(upright, fromRightAngle(2.0f, upright), isNegative(x)), y);
}`,
} as const;
