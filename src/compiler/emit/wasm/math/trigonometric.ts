import { reinterpret } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";
import { f32x4, i32x4, select } from "../encoder/vector-instructions.js";
import { reduceAngle } from "./angle.js";
import { add, multiply, polynomial, subtract, type F32x4, type I32x4 } from "./arithmetic.js";
import { keepingZeros } from "./bits.js";
import { unlessBeyond } from "./lanewise.js";

/** sin r for |r| ≤ π/4 (coefficients: Cephes, sinf.c). */
function sineKernel(r: F32x4, square: F32x4): F32x4 {
  const series = polynomial(square, [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1]);
  return add(multiply(multiply(series, square), r), r);
}

/** cos r for |r| ≤ π/4 (coefficients: Cephes, sinf.c). */
function cosineKernel(square: F32x4): F32x4 {
  const series = polynomial(square, [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2]);
  const tail = multiply(multiply(series, square), square);
  return add(subtract(tail, multiply(square, f32x4.constant(0.5))), f32x4.constant(1));
}

/** sin(r + quarter·π/2): the sine or the cosine of r, its sign turned in the quarters 2 and 3. */
function sineOf(body: FunctionBody, r: F32x4, quarter: I32x4): F32x4 {
  const square = body.keep(multiply(r, r));
  const odd = i32x4.equal(i32x4.and(quarter, i32x4.constant(1)), i32x4.constant(1));
  const sign = i32x4.shiftLeft(i32x4.and(quarter, i32x4.constant(2)), 30);
  return f32x4.xor(select(odd, cosineKernel(square), sineKernel(r, square)), reinterpret("f32x4", sign));
}

/** sin x of every x; beyond 2²⁰ JavaScript's. */
export function sin(body: FunctionBody, x: F32x4): F32x4 {
  const { quarter, r, beyond } = reduceAngle(body, x);
  return unlessBeyond(body, beyond, "sin", [x], keepingZeros(x, sineOf(body, r, quarter)));
}

/** cos x of every x; beyond 2²⁰ JavaScript's. */
export function cos(body: FunctionBody, x: F32x4): F32x4 {
  const { quarter, r, beyond } = reduceAngle(body, x);
  const next = body.keep(i32x4.add(quarter, i32x4.constant(1)));
  return unlessBeyond(body, beyond, "cos", [x], sineOf(body, r, next));
}

/** tan x of every x: of r in even quarters, −1 / tan r in odd ones (coefficients: Cephes, tanf.c); beyond 2²⁰ JavaScript's. */
export function tan(body: FunctionBody, x: F32x4): F32x4 {
  const { quarter, r, beyond } = reduceAngle(body, x);
  const square = body.keep(multiply(r, r));
  const series = polynomial(
    square,
    [9.38540185543e-3, 3.11992232697e-3, 2.44301354525e-2, 5.34112807005e-2, 1.33387994085e-1, 3.33331568548e-1],
  );
  const tangent = body.keep(add(multiply(multiply(series, square), r), r));
  const odd = i32x4.equal(i32x4.and(quarter, i32x4.constant(1)), i32x4.constant(1));
  const result = select(odd, f32x4.divide(f32x4.constant(-1), tangent), tangent);
  return unlessBeyond(body, beyond, "tan", [x], keepingZeros(x, result));
}
