import { reinterpret } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";
import { f32x4, i32x4, select } from "../encoder/vector-instructions.js";
import type { F32x4, I32x4 } from "./arithmetic.js";

const signBit = -(2 ** 31);

/** The sign bits of four numbers, everything else 0. Also zeros and NaN have one. */
export function signsOf(x: F32x4): F32x4 {
  return reinterpret("f32x4", i32x4.and(reinterpret("i32x4", x), i32x4.constant(signBit)));
}

/** Numbers without sign bits, with the given ones. */
export function withSigns(magnitude: F32x4, signs: F32x4): F32x4 {
  return f32x4.or(magnitude, signs);
}

/** Whether the sign bit is set. */
export function isNegative(x: F32x4): I32x4 {
  return i32x4.shiftRight(reinterpret("i32x4", x), 31);
}

/** `value`, but where `x` is a zero that zero with its sign. For odd functions, whose polynomials lose it. */
export function keepingZeros(x: F32x4, value: F32x4): F32x4 {
  return select(f32x4.equal(x, f32x4.constant(0)), x, value);
}

/** 2^k for whole k in [−126, 127]. */
export function powerOfTwo(k: I32x4): F32x4 {
  return reinterpret("f32x4", i32x4.shiftLeft(i32x4.add(k, i32x4.constant(127)), 23));
}

/** x·2^k for whole k in [−252, 254], rounded once: subnormal results are as exact as others, and what is too large is infinite. */
export function scaled(body: FunctionBody, x: F32x4, k: I32x4): F32x4 {
  const half = body.keep(i32x4.shiftRight(k, 1));
  const rest = i32x4.subtract(k, half);
  return f32x4.multiply(f32x4.multiply(x, powerOfTwo(half)), powerOfTwo(rest));
}
