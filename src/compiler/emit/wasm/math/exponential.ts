import type { FunctionBody } from "../encoder/function-body.js";
import { f32x4, i32x4, select } from "../encoder/vector-instructions.js";
import { add, multiply, polynomial, subtract, type F32x4, type I32x4 } from "./arithmetic.js";
import { keepingZeros, powerOfTwo, scaled } from "./bits.js";

/**
 * x = k·ln 2 + r with whole k and |r| ≤ ½ ln 2. ln 2 is subtracted in two parts, of which k times the first is exact (Cody and Waite,
 * Software Manual for the Elementary Functions, 1980; the parts as in Cephes, expf.c).
 */
function reduced(body: FunctionBody, x: F32x4): { readonly k: F32x4; readonly r: F32x4 } {
  const k = body.keep(f32x4.nearest(multiply(x, f32x4.constant(Math.LOG2E))));
  const first = subtract(x, multiply(k, f32x4.constant(0.693359375)));
  return { k, r: body.keep(add(first, multiply(k, f32x4.constant(2.12194440054690583e-4)))) };
}

/** e^r − 1 − r for |r| ≤ ½ ln 2: r² times a polynomial of degree 5 (coefficients: Cephes, expf.c). */
function exponentialTail(r: F32x4): F32x4 {
  const quotient = polynomial(
    r,
    [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1],
  );
  return multiply(multiply(quotient, r), r);
}

/** e^x. Beyond the limits it is 0 or ∞ for every finite x, and NaN stays NaN. */
export function exp(body: FunctionBody, x: F32x4): F32x4 {
  const inside = body.keep(f32x4.maximum(f32x4.minimum(x, f32x4.constant(90)), f32x4.constant(-105)));
  const { k, r } = reduced(body, inside);
  const y = add(add(exponentialTail(r), r), f32x4.constant(1));
  return scaled(body, y, body.keep(i32x4.fromF32x4(k)));
}

/** e^x − 1, also where e^x is near 1: 2^k·(e^r − 1) + (2^k − 1), halved so that k = 128 fits. */
export function expm1(body: FunctionBody, x: F32x4): F32x4 {
  const inside = body.keep(f32x4.maximum(f32x4.minimum(x, f32x4.constant(90)), f32x4.constant(-30)));
  const { k, r } = reduced(body, inside);
  const below: I32x4 = i32x4.subtract(i32x4.fromF32x4(f32x4.minimum(k, f32x4.constant(128))), i32x4.constant(1));
  const scale = body.keep(powerOfTwo(below));
  const y = add(multiply(add(exponentialTail(r), r), scale), subtract(scale, f32x4.constant(0.5)));
  const result = body.keep(add(y, y));
  // From 90 on r may lie outside its interval: the result is infinite whatever it is.
  const large = f32x4.greater(x, f32x4.constant(89));
  return keepingZeros(x, select(large, f32x4.constant(Infinity), result));
}
