import type { FunctionBody } from "../encoder/function-body.js";
import { f32x4, select } from "../encoder/vector-instructions.js";
import { add, multiply, polynomial, subtract, type F32x4 } from "./arithmetic.js";
import { keepingZeros, signsOf, withSigns } from "./bits.js";
import { exp } from "./exponential.js";

/** tanh x: an odd polynomial up to 0.625 (coefficients: Cephes, tanhf.c), beyond it 1 − 2 / (e^2|x| + 1) with the sign of x. */
export function tanh(body: FunctionBody, x: F32x4): F32x4 {
  const size = body.keep(f32x4.absolute(x));
  const square = body.keep(multiply(x, x));
  const series = polynomial(
    square,
    [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1],
  );
  const small = add(multiply(multiply(series, square), x), x);
  const e = exp(body, add(size, size));
  const large = subtract(f32x4.constant(1), f32x4.divide(f32x4.constant(2), add(e, f32x4.constant(1))));
  const result = select(f32x4.less(size, f32x4.constant(0.625)), small, withSigns(large, signsOf(x)));
  return keepingZeros(x, result);
}

/** 1 / (1 + e^−x), from e^−|x|, so that neither side overflows. */
export function sigmoid(body: FunctionBody, x: F32x4): F32x4 {
  const one = f32x4.constant(1);
  const e = body.keep(exp(body, body.keep(f32x4.negate(f32x4.absolute(x)))));
  const numerator = select(f32x4.less(x, f32x4.constant(0)), e, one);
  return f32x4.divide(numerator, add(e, one));
}
