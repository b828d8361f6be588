import { reinterpret, type Code } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";
import { f32x4, f64x2, i32x4, i64x2, selectF64 } from "../encoder/vector-instructions.js";
import { inF64, polynomialF64, type F32x4, type F64x2 } from "./arithmetic.js";
import { unlessBeyond } from "./lanewise.js";

/** 2/(2n+1)/ln 2 for n = 8 … 0: log₂((1+s)/(1−s)) / s as a polynomial of s², the Taylor series of 2 artanh s. */
const logarithmSeries = [8, 7, 6, 5, 4, 3, 2, 1, 0].map((n) => 2 / (2 * n + 1) / Math.LN2);
/** (ln 2)ⁿ/n! for n = 9 … 0: 2^f as a polynomial of f, the Taylor series of e^(f ln 2). */
const exponentialSeries = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((n) => Math.LN2 ** n / factorial(n));

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

/** log₂ of positive finite doubles that were single-precision numbers, so none is subnormal. Relative error below 2⁻⁴². */
function binaryLogarithm(body: FunctionBody, x: F64x2): F64x2 {
  const one = f64x2.constant(1);
  const bits = body.keep(reinterpret("i64x2", x));
  const fraction = i64x2.and(bits, i64x2.constant(0x000fffff, -1));
  const mantissa = body.keep(reinterpret("f64x2", i64x2.or(fraction, i64x2.constant(0x3ff00000, 0))));
  const large = body.keep(f64x2.greater(mantissa, f64x2.constant(Math.SQRT2)));
  const m = body.keep(selectF64(large, f64x2.multiply(mantissa, f64x2.constant(0.5)), mantissa));
  const e = f64x2.add(exponentOf(bits), selectF64(large, one, f64x2.constant(0)));
  const s = body.keep(f64x2.divide(f64x2.subtract(m, one), f64x2.add(m, one)));
  const square = body.keep(f64x2.multiply(s, s));
  return f64x2.add(e, f64x2.multiply(s, polynomialF64(square, logarithmSeries)));
}

/** The exponents of doubles as doubles: the biased exponent as the low bits of 2⁵² + biased, less 2⁵² + 1023. */
function exponentOf(bits: Code<"i64x2">): F64x2 {
  const biased = i64x2.or(i64x2.shiftRightUnsigned(bits, 52), i64x2.constant(0x43300000, 0));
  return f64x2.subtract(reinterpret("f64x2", biased), f64x2.constant(2 ** 52 + 1023));
}

/** 2^t for |t| ≤ 1000. */
function binaryExponential(body: FunctionBody, t: F64x2): F64x2 {
  const k = body.keep(f64x2.nearest(t));
  const f = body.keep(f64x2.subtract(t, k));
  // 2⁵² + 2⁵¹ + k has k + 1023 in its low bits once 1023 is added: they become the exponent.
  const biased = reinterpret("i64x2", f64x2.add(k, f64x2.constant(2 ** 52 + 1023)));
  const scale = reinterpret("f64x2", i64x2.shiftLeft(biased, 52));
  return f64x2.multiply(polynomialF64(f, exponentialSeries), scale);
}

/**
 * x^y as 2^(y·log₂ x) in double precision, rounded once. What is not a positive finite number to a finite power is left to JavaScript's
 * `**`, which the reference goes by: 1^NaN and 1^∞ are NaN, 0^0 is 1, negative numbers have whole powers.
 */
export function power(body: FunctionBody, x: F32x4, y: F32x4): F32x4 {
  const fast = inF64(body, [x, y], (a, b) => {
    const t = f64x2.multiply(b, binaryLogarithm(body, a));
    const inside = f64x2.minimum(f64x2.maximum(t, f64x2.constant(-1000)), f64x2.constant(1000));
    return binaryExponential(body, body.keep(inside));
  });
  const positive = f32x4.greater(x, f32x4.constant(0));
  const finite = i32x4.and(
    f32x4.less(x, f32x4.constant(Infinity)),
    f32x4.less(f32x4.absolute(y), f32x4.constant(Infinity)),
  );
  return unlessBeyond(body, i32x4.not(i32x4.and(positive, finite)), "pow", [x, y], fast);
}
