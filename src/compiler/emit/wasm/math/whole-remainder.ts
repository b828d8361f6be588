import type { FunctionBody } from "../encoder/function-body.js";
import { f64x2, highAsLow, i32x4, joinLow, select } from "../encoder/vector-instructions.js";
import type { I32x4 } from "./arithmetic.js";

/**
 * The truncated remainder of whole numbers, with the sign of x; 0 for y = 0. There is no SIMD division of whole numbers, but in double precision
 * the truncated quotient of 32-bit numbers, its product with the divisor and the difference are exact.
 */
export function wholeRemainder(body: FunctionBody, x: I32x4, y: I32x4): I32x4 {
  const half = (of: (value: I32x4) => I32x4): I32x4 => {
    const [a, b] = [x, y].map((value) => body.keep(f64x2.fromLowI32x4(of(value))));
    if (a === undefined || b === undefined) throw new Error("a remainder has two operands");
    return i32x4.fromF64x2(f64x2.subtract(a, f64x2.multiply(b, f64x2.truncate(f64x2.divide(a, b)))));
  };
  // Division by 0 ends as NaN, which converts to 0.
  return body.keep(
    joinLow(
      half((value) => value),
      half(highAsLow),
    ),
  );
}

/** x − y·⌊x / y⌋, with the sign of y; 0 for y = 0. */
export function wholeModulo(body: FunctionBody, x: I32x4, y: I32x4): I32x4 {
  const rest = wholeRemainder(body, x, y);
  const zero = i32x4.constant(0);
  const turned = i32x4.and(i32x4.notEqual(rest, zero), i32x4.less(i32x4.xor(rest, y), zero));
  return select(turned, i32x4.add(rest, y), rest);
}
