import type { ScalarType } from "../../../../runtime/fused/layout.js";
import type { ScalarUnary } from "../../fused/loop-program.js";
import { reinterpret, type Code } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";
import { f32x4, i32x4, select } from "../encoder/vector-instructions.js";
import { expAtMostZero } from "../math/exponential.js";
import { unaryFunctions } from "../math/functions.js";
import { float, floatOf, maskOf, whole, type Lanes } from "./lanes.js";

/** One operation of one operand; `type` is that of the result, which matters to `cast` only. */
export function unary(body: FunctionBody, fn: ScalarUnary, x: Lanes, type: ScalarType): Lanes {
  switch (fn) {
    case "cast":
      return cast(body, x, type);
    case "not":
      return whole(body, "bool", i32x4.not(maskOf(x)));
    case "is-finite":
      return whole(body, "bool", f32x4.less(f32x4.absolute(floatOf(x)), f32x4.constant(Infinity)));
    case "negate":
    case "abs":
    case "sign":
      return x.type === "float" ? float(body, floats[fn](x.code)) : whole(body, "int", ints[fn](x.code));
    case "floor":
      return float(body, f32x4.floor(floatOf(x)));
    case "ceil":
      return float(body, f32x4.ceil(floatOf(x)));
    case "round":
      return float(body, f32x4.nearest(floatOf(x)));
    case "truncate":
      return float(body, f32x4.truncate(floatOf(x)));
    case "sqrt":
      return float(body, f32x4.squareRoot(floatOf(x)));
    case "exp":
      return float(body, (x.atMostZero === true ? expAtMostZero : unaryFunctions.exp)(body, floatOf(x)));
    default:
      return float(body, unaryFunctions[fn](body, floatOf(x)));
  }
}

type Signed = "negate" | "abs" | "sign";

const floats: Readonly<Record<Signed, (x: Code<"f32x4">) => Code<"f32x4">>> = {
  negate: f32x4.negate,
  abs: f32x4.absolute,
  // Zeros and NaN are their own sign.
  sign: (x) =>
    select(
      f32x4.greater(x, f32x4.constant(0)),
      f32x4.constant(1),
      select(f32x4.less(x, f32x4.constant(0)), f32x4.constant(-1), x),
    ),
};

const ints: Readonly<Record<Signed, (x: Code<"i32x4">) => Code<"i32x4">>> = {
  negate: i32x4.negate,
  abs: i32x4.absolute,
  // A mask is −1.
  sign: (x) => i32x4.subtract(i32x4.less(x, i32x4.constant(0)), i32x4.greater(x, i32x4.constant(0))),
};

function cast(body: FunctionBody, x: Lanes, type: ScalarType): Lanes {
  if (x.type === type) return x;
  if (type === "bool") throw new Error("a number never converts to bool");
  if (x.type === "bool") {
    const one = type === "float" ? reinterpret("i32x4", f32x4.constant(1)) : i32x4.constant(1);
    const bits = i32x4.and(x.code, one);
    return type === "float" ? float(body, reinterpret("f32x4", bits)) : whole(body, "int", bits);
  }
  return x.type === "float" ? whole(body, "int", i32x4.fromF32x4(x.code)) : float(body, f32x4.fromI32x4(x.code));
}
