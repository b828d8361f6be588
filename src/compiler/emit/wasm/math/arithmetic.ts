import type { Code } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";
import { f32x4, f64x2, highAsLow, joinLow } from "../encoder/vector-instructions.js";

export type F32x4 = Code<"f32x4">;
export type I32x4 = Code<"i32x4">;
export type F64x2 = Code<"f64x2">;

/** A sum, a product and so on of vectors, short enough for formulas. The operands are computed once each. */
export const add = f32x4.add;
export const subtract = f32x4.subtract;
export const multiply = f32x4.multiply;

/** c₀xⁿ + c₁xⁿ⁻¹ + … + cₙ by Horner's rule, in single precision. `x` must be cheap: it is read n times. */
export function polynomial(x: F32x4, coefficients: readonly number[]): F32x4 {
  return horner(coefficients.map(f32x4.constant), (sum, next) => add(multiply(sum, x), next));
}

/** The same in double precision. */
export function polynomialF64(x: F64x2, coefficients: readonly number[]): F64x2 {
  return horner(coefficients.map(f64x2.constant), (sum, next) => f64x2.add(f64x2.multiply(sum, x), next));
}

function horner<T>(coefficients: readonly T[], step: (sum: T, next: T) => T): T {
  return coefficients.reduce(step);
}

/** `compute` on both halves of the operands in double precision; the results together again, rounded once. */
export function inF64<const O extends readonly F32x4[]>(
  body: FunctionBody,
  operands: O,
  compute: (...halves: { readonly [K in keyof O]: F64x2 }) => F64x2,
): F32x4 {
  type Halves = { readonly [K in keyof O]: F64x2 };
  const half = (of: (x: F32x4) => F32x4): F32x4 => {
    const doubles = operands.map((x) => body.keep(f64x2.fromLowF32x4(of(x))));
    return f32x4.fromF64x2(compute(...(doubles as unknown as Halves)));
  };
  return body.keep(
    joinLow(
      half((x) => x),
      half(highAsLow),
    ),
  );
}
