import { reinterpret } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";
import { f32x4, i32x4, select } from "../encoder/vector-instructions.js";
import { add, multiply, polynomial, subtract, type F32x4, type I32x4 } from "./arithmetic.js";
import { keepingZeros, powerOfTwo } from "./bits.js";

const mantissaBits = 23;
/** The bits of √½. */
const squareRootOfHalf = 0x3f3504f3;
const smallestNormal = 2 ** -126;

/** A positive normal x as m·2^e with m in [√½, √2), and −e. */
function split(body: FunctionBody, x: F32x4): { readonly m: F32x4; readonly e: I32x4 } {
  const bits = body.keep(reinterpret("i32x4", x));
  const e = body.keep(i32x4.shiftRight(i32x4.subtract(bits, i32x4.constant(squareRootOfHalf)), mantissaBits));
  const m = reinterpret("f32x4", i32x4.subtract(bits, i32x4.shiftLeft(e, mantissaBits)));
  return { m, e };
}

/** ln((1 + f)·2^e) for 1 + f in [√½, √2), e·ln 2 added in two parts (coefficients and parts: Cephes, logf.c). */
function logarithmOf(body: FunctionBody, f: F32x4, e: F32x4): F32x4 {
  const square = body.keep(multiply(f, f));
  const quotient = polynomial(
    f,
    [
      7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
      2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
    ],
  );
  const small = add(multiply(multiply(quotient, square), f), multiply(e, f32x4.constant(-2.12194440054690583e-4)));
  const rest = subtract(small, multiply(square, f32x4.constant(0.5)));
  return add(add(f, rest), multiply(e, f32x4.constant(0.693359375)));
}

/** `value`, but −∞ where `from` is 0, NaN where it is negative or NaN, ∞ where it is ∞. */
function withLimits(from: F32x4, value: F32x4): F32x4 {
  const infinite = select(f32x4.equal(from, f32x4.constant(Infinity)), from, value);
  const zero = select(f32x4.equal(from, f32x4.constant(0)), f32x4.constant(-Infinity), infinite);
  return select(f32x4.greaterEqual(from, f32x4.constant(0)), zero, f32x4.constant(NaN));
}

/** ln x; subnormal numbers included. */
export function log(body: FunctionBody, x: F32x4): F32x4 {
  const tiny = body.keep(f32x4.less(x, f32x4.constant(smallestNormal)));
  const normal = body.keep(select(tiny, multiply(x, f32x4.constant(2 ** 23)), x));
  const { m, e } = split(body, normal);
  const exponent = i32x4.subtract(e, i32x4.and(tiny, i32x4.constant(23)));
  const f = body.keep(subtract(m, f32x4.constant(1)));
  return withLimits(x, logarithmOf(body, f, body.keep(f32x4.fromI32x4(exponent))));
}

/**
 * ln(1 + x), also where 1 + x rounds: what u = 1 + x lost goes back into f. With e = 0, f is x itself (Kahan's idea, as in FreeBSD's
 * s_log1p.c).
 */
export function log1p(body: FunctionBody, x: F32x4): F32x4 {
  const one = f32x4.constant(1);
  const u = body.keep(add(x, one));
  const { m, e } = split(body, u);
  const large = f32x4.greaterEqual(x, one);
  const lost = body.keep(select(large, subtract(one, subtract(u, x)), subtract(x, subtract(u, one))));
  // 2^−e is normal for all u from 2^−24 on; for u beyond 2^126 what was lost does not matter.
  const shrink = powerOfTwo(i32x4.negate(i32x4.minimum(e, i32x4.constant(126))));
  const f = body.keep(add(subtract(m, one), multiply(lost, shrink)));
  return keepingZeros(x, withLimits(u, logarithmOf(body, f, body.keep(f32x4.fromI32x4(e)))));
}
