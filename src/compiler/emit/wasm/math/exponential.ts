import { reinterpret } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";
import { f32x4, i32x4 } from "../encoder/vector-instructions.js";
import { add, multiply, subtract, type F32x4, type I32x4 } from "./arithmetic.js";
import { keepingZeros, powerOfTwo, scaled } from "./bits.js";

/** Added to a number of moderate size it leaves no bits behind the point: the lowest bits of the sum are the nearest whole number. */
const roundingShift = 1.5 * 2 ** 23;

/**
 * x = k·ln 2 + r with whole k and |r| ≤ ½ ln 2 (a little more where x·log₂ e rounds). ln 2 is subtracted in two parts, of which k times the first is exact
 * (Cody and Waite, Software Manual for the Elementary Functions, 1980; the parts as in Cephes, expf.c). Of NaN, r is NaN and k any number.
 */
function reduced(body: FunctionBody, x: F32x4): { readonly k: I32x4; readonly r: F32x4 } {
  const { shifted, r } = shiftedBy(roundingShift, body, x);
  const shift = reinterpret("i32x4", f32x4.constant(roundingShift));
  return { k: body.keep(i32x4.subtract(reinterpret("i32x4", shifted), shift)), r };
}

/** r, and x·log₂ e + `shift` rounded to a whole number: its lowest bits are those of k + `shift`. */
function shiftedBy(shift: number, body: FunctionBody, x: F32x4): { readonly shifted: F32x4; readonly r: F32x4 } {
  const shifted = body.keep(add(multiply(x, f32x4.constant(Math.LOG2E)), f32x4.constant(shift)));
  const whole = body.keep(subtract(shifted, f32x4.constant(shift)));
  const first = subtract(x, multiply(whole, f32x4.constant(0.693359375)));
  return { shifted, r: body.keep(add(first, multiply(whole, f32x4.constant(2.12194440054690583e-4)))) };
}

/**
 * e^r − 1 − r for |r| ≤ ½ ln 2: r² times a polynomial of degree 4, whose relative error in e^r is below 2⁻²⁸ (the minimax one for that error, by linear programming over 4001 Chebyshev points). Summed in
 * pairs (Estrin), since a processor has something else to do meanwhile only where chains are short.
 */
function exponentialTail(body: FunctionBody, r: F32x4): F32x4 {
  const square = body.keep(multiply(r, r));
  const pair = (low: number, high: number): F32x4 => add(multiply(r, f32x4.constant(high)), f32x4.constant(low));
  const upper = add(multiply(square, f32x4.constant(1.38145394e-3)), pair(4.1668389e-2, 8.36874545e-3));
  return multiply(add(multiply(square, upper), pair(4.9999994e-1, 1.66665211e-1)), square);
}

/** e^x. Beyond the limits it is 0 or ∞ for every finite x, and NaN stays NaN. */
export function exp(body: FunctionBody, x: F32x4): F32x4 {
  const inside = body.keep(f32x4.larger(f32x4.smaller(x, f32x4.constant(90)), f32x4.constant(-105)));
  const { k, r } = reduced(body, inside);
  const y = add(add(exponentialTail(body, r), r), f32x4.constant(1));
  return scaled(body, y, k);
}

/**
 * e^x for x ≤ 0, and NaN for NaN. As k lies in [−152, 0], 2^(k + 64) is a number with full precision whose exponent the shift leaves in the lowest bits; times 2⁻⁶⁴ rounds once, subnormal results too.
 */
export function expAtMostZero(body: FunctionBody, x: F32x4): F32x4 {
  const inside = body.keep(f32x4.larger(x, f32x4.constant(-105)));
  const { shifted, r } = shiftedBy(roundingShift + 127 + 64, body, inside);
  const scale = reinterpret("f32x4", i32x4.shiftLeft(reinterpret("i32x4", shifted), 23));
  const y = add(add(exponentialTail(body, r), r), f32x4.constant(1));
  return multiply(multiply(y, scale), f32x4.constant(2 ** -64));
}

/** e^x − 1, also where e^x is near 1: 2^k·(e^r − 1) + (2^k − 1), halved so that k = 128 fits. */
export function expm1(body: FunctionBody, x: F32x4): F32x4 {
  const inside = body.keep(f32x4.larger(f32x4.smaller(x, f32x4.constant(89)), f32x4.constant(-30)));
  const { k, r } = reduced(body, inside);
  const below: I32x4 = i32x4.subtract(k, i32x4.constant(1));
  const scale = body.keep(powerOfTwo(below));
  const y = body.keep(add(multiply(add(exponentialTail(body, r), r), scale), subtract(scale, f32x4.constant(0.5))));
  return keepingZeros(x, add(y, y));
}
