import type { FunctionBody } from "../encoder/function-body.js";
import { f32x4, select } from "../encoder/vector-instructions.js";
import { add, multiply, polynomial, subtract, type F32x4 } from "./arithmetic.js";
import { isNegative, keepingZeros, signsOf, withSigns } from "./bits.js";

const halfPi = Math.PI / 2;
/** What π/2 in single precision lacks. */
const halfPiRest = halfPi - Math.fround(halfPi);

/** arcsin s for 0 ≤ s ≤ ½ where `square` = s² (coefficients: Cephes, asinf.c). */
function arcsineKernel(s: F32x4, square: F32x4): F32x4 {
  const series = polynomial(
    square,
    [4.2163199048e-2, 2.4181311049e-2, 4.5470025998e-2, 7.4953002686e-2, 1.6666752422e-1],
  );
  return add(multiply(multiply(series, square), s), s);
}

/** For |x| > ½ arcsin of √((1 − |x|) / 2), else of |x|. */
function arcsineParts(body: FunctionBody, x: F32x4) {
  const size = body.keep(f32x4.absolute(x));
  const large = body.keep(f32x4.greater(size, f32x4.constant(0.5)));
  const half = multiply(subtract(f32x4.constant(1), size), f32x4.constant(0.5));
  const square = body.keep(select(large, half, multiply(size, size)));
  const s = body.keep(select(large, f32x4.squareRoot(square), size));
  return { large, angle: body.keep(arcsineKernel(s, square)) };
}

/** `value − 2·angle`, or with another factor, where `value` is π/2 or a multiple: its lower part goes in with the angle. */
function fromRightAngle(multiple: 1 | 2, angle: F32x4): F32x4 {
  const rest = subtract(angle, f32x4.constant(multiple * halfPiRest));
  return subtract(f32x4.constant(multiple * Math.fround(halfPi)), rest);
}

/** arcsin x in [−π/2, π/2]; NaN outside [−1, 1]. */
export function asin(body: FunctionBody, x: F32x4): F32x4 {
  const { large, angle } = arcsineParts(body, x);
  const result = select(large, fromRightAngle(1, body.keep(add(angle, angle))), angle);
  return keepingZeros(x, withSigns(result, signsOf(x)));
}

/** arccos x in [0, π]; NaN outside [−1, 1]. */
export function acos(body: FunctionBody, x: F32x4): F32x4 {
  const { large, angle } = arcsineParts(body, x);
  const negative = body.keep(isNegative(x));
  const twice = body.keep(add(angle, angle));
  const outer = select(negative, fromRightAngle(2, twice), twice);
  const inner = fromRightAngle(1, body.keep(withSigns(angle, signsOf(x))));
  return select(large, outer, inner);
}

/** arctan of a ratio 0 ≤ t ≤ 1, from tan(π/8) on as π/4 + arctan((t − 1) / (t + 1)) (coefficients: Cephes, atanf.c). */
function arctangentKernel(body: FunctionBody, t: F32x4): F32x4 {
  const one = f32x4.constant(1);
  const large = body.keep(f32x4.greater(t, f32x4.constant(0.414213562373095)));
  const r = body.keep(select(large, f32x4.divide(subtract(t, one), add(t, one)), t));
  const square = body.keep(multiply(r, r));
  const series = polynomial(square, [8.05374449538e-2, -1.38776856032e-1, 1.99777106478e-1, -3.33329491539e-1]);
  const tail = multiply(multiply(series, square), r);
  const quarter = f32x4.constant(Math.PI / 4);
  const quarterRest = f32x4.constant(halfPiRest / 2);
  return select(large, add(quarter, add(r, add(tail, quarterRest))), add(tail, r));
}

/** arctan x in [−π/2, π/2]. */
export function atan(body: FunctionBody, x: F32x4): F32x4 {
  const size = body.keep(f32x4.absolute(x));
  const steep = body.keep(f32x4.greater(size, f32x4.constant(1)));
  const t = body.keep(select(steep, f32x4.divide(f32x4.constant(1), size), size));
  const angle = body.keep(arctangentKernel(body, t));
  const result = select(steep, fromRightAngle(1, angle), angle);
  return keepingZeros(x, withSigns(result, signsOf(x)));
}

/** The angle of the point (x, y) in [−π, π], with the signs of zeros as IEEE 754 has them: atan2(0, −0) is π. */
export function atan2(body: FunctionBody, y: F32x4, x: F32x4): F32x4 {
  const height = body.keep(f32x4.absolute(y));
  const width = body.keep(f32x4.absolute(x));
  const steep = body.keep(f32x4.greater(height, width));
  const longer = body.keep(f32x4.maximum(height, width));
  // 0/0 and ∞/∞ are 0 and 1 here: the axes and the diagonals.
  const same = f32x4.equal(height, width);
  const zero = f32x4.equal(longer, f32x4.constant(0));
  const limit = select(zero, f32x4.constant(0), f32x4.constant(1));
  const ratio = f32x4.divide(f32x4.minimum(height, width), longer);
  const angle = body.keep(arctangentKernel(body, body.keep(select(same, limit, ratio))));
  const upper = body.keep(select(steep, fromRightAngle(1, angle), angle));
  const result = select(isNegative(x), fromRightAngle(2, upper), upper);
  return withSigns(f32x4.absolute(result), signsOf(y));
}
