import type { FunctionBody } from "../encoder/function-body.js";
import { f32x4, f64x2, i32x4, select } from "../encoder/vector-instructions.js";
import { add, inF64, type F32x4 } from "./arithmetic.js";
import { isNegative, signsOf, withSigns } from "./bits.js";
import { unlessBeyond } from "./lanewise.js";

/**
 * Beyond it quotients of single-precision numbers leave double precision. Below it the truncated quotient, its product with the divisor
 * and the difference are exact: a quotient that is not whole is at least 2⁻²⁴ away from a whole number.
 */
const largestQuotient = 2 ** 28;

/** The truncated remainder, exact, with the sign of x; JavaScript's `%` where the quotient is beyond 2²⁸ or y is 0 or infinite. */
export function remainder(body: FunctionBody, x: F32x4, y: F32x4): F32x4 {
  const rest = inF64(body, [x, y], (a, b) => f64x2.subtract(a, f64x2.multiply(b, f64x2.truncate(f64x2.divide(a, b)))));
  const fast = withSigns(f32x4.absolute(rest), signsOf(x));
  const moderate = f32x4.less(f32x4.absolute(f32x4.divide(x, y)), f32x4.constant(largestQuotient));
  const finite = f32x4.less(f32x4.absolute(y), f32x4.constant(Infinity));
  return unlessBeyond(body, i32x4.not(i32x4.and(moderate, finite)), "remainder", [x, y], fast);
}

/** x − y·⌊x / y⌋: nearer to 0 than y and with its sign; 0 where it would round to y; y where y is infinite and the signs differ. */
export function floorModulo(body: FunctionBody, x: F32x4, y: F32x4): F32x4 {
  const rest = remainder(body, x, y);
  const zero = f32x4.constant(0);
  const turned = i32x4.and(f32x4.notEqual(rest, zero), isNegative(f32x4.xor(rest, y)));
  const sum = body.keep(add(rest, y));
  const infinite = f32x4.equal(f32x4.absolute(y), f32x4.constant(Infinity));
  const inside = select(i32x4.and(f32x4.equal(sum, y), i32x4.not(infinite)), zero, sum);
  return select(turned, inside, rest);
}
