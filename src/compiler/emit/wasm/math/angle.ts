import type { FunctionBody } from "../encoder/function-body.js";
import { f32x4, f64x2, highAsLow, i32x4, joinLow } from "../encoder/vector-instructions.js";
import type { F32x4, I32x4 } from "./arithmetic.js";

/** Beyond this size angles are reduced by JavaScript's own functions. */
const largestAngle = 2 ** 20;

/** An angle as quarter·π/2 + r with |r| ≤ π/4, and which lanes are too large for that, infinite or NaN. */
export interface Angle {
  readonly quarter: I32x4;
  readonly r: F32x4;
  readonly beyond: I32x4;
}

/**
 * Reduces by π/2 in double precision: in two parts, the first of 25 bits, so that its multiples by numbers up to 2²⁸ are exact (as FreeBSD's
 * e_rem_pio2f.c). Up to 2²⁰ the error is below 2⁻⁵⁸, while no such angle of single precision is nearer than 2⁻³⁴ to a multiple of π/2.
 */
export function reduceAngle(body: FunctionBody, x: F32x4): Angle {
  const inside = f32x4.lessEqual(f32x4.absolute(x), f32x4.constant(largestAngle));
  const halves = [x, highAsLow(x)].map((half) => {
    const angle = body.keep(f64x2.fromLowF32x4(half));
    const quarter = body.keep(f64x2.nearest(f64x2.multiply(angle, f64x2.constant(2 / Math.PI))));
    const first = f64x2.subtract(angle, f64x2.multiply(quarter, f64x2.constant(1.5707963109016418457)));
    const r = f64x2.subtract(first, f64x2.multiply(quarter, f64x2.constant(1.58932547735281966916e-8)));
    return { quarter: i32x4.fromF64x2(quarter), r: f32x4.fromF64x2(r) };
  });
  const [low, high] = halves;
  if (low === undefined || high === undefined) throw new Error("a vector has two halves");
  return {
    quarter: body.keep(joinLow(low.quarter, high.quarter)),
    r: body.keep(joinLow(low.r, high.r)),
    beyond: i32x4.not(inside),
  };
}
