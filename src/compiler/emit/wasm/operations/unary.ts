import type { DType, UnaryFunction } from "../../../ir/node.js";
import { reinterpret, type Code } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";
import { f32x4, i32x4, select } from "../encoder/vector-instructions.js";
import { unaryFunctions } from "../math/functions.js";
import { float, floatOf, intOf, maskOf, whole, type Lanes } from "./lanes.js";

/** One operation of one operand; `dtype` is that of the result, which matters to `cast` only. */
export function unary(body: FunctionBody, fn: UnaryFunction, x: Lanes, dtype: DType): Lanes {
  switch (fn) {
    case "cast":
      return cast(body, x, dtype);
    case "not":
      return whole(body, "bool", i32x4.not(maskOf(x)));
    case "is-finite":
      return whole(body, "bool", x.dtype === "float" ? isFinite(x.code) : i32x4.constant(-1));
    case "negate":
    case "abs":
    case "sign":
    case "square":
    case "relu":
    case "floor":
    case "ceil":
    case "round":
    case "truncate":
      return x.dtype === "float" ? float(body, floats[fn](x.code)) : whole(body, "int", ints[fn](intOf(x)));
    case "sqrt":
      return float(body, f32x4.squareRoot(floatOf(x)));
    default:
      return float(body, unaryFunctions[fn](body, floatOf(x)));
  }
}

type Kept = "negate" | "abs" | "sign" | "square" | "relu" | "floor" | "ceil" | "round" | "truncate";

const floats: Readonly<Record<Kept, (x: Code<"f32x4">) => Code<"f32x4">>> = {
  negate: f32x4.negate,
  abs: f32x4.absolute,
  // Zeros and NaN are their own sign.
  sign: (x) =>
    select(
      f32x4.greater(x, f32x4.constant(0)),
      f32x4.constant(1),
      select(f32x4.less(x, f32x4.constant(0)), f32x4.constant(-1), x),
    ),
  square: (x) => f32x4.multiply(x, x),
  relu: (x) => f32x4.maximum(x, f32x4.constant(0)),
  floor: f32x4.floor,
  ceil: f32x4.ceil,
  round: f32x4.nearest,
  truncate: f32x4.truncate,
};

const ints: Readonly<Record<Kept, (x: Code<"i32x4">) => Code<"i32x4">>> = {
  negate: i32x4.negate,
  abs: i32x4.absolute,
  // A mask is −1.
  sign: (x) => i32x4.subtract(i32x4.less(x, i32x4.constant(0)), i32x4.greater(x, i32x4.constant(0))),
  square: (x) => i32x4.multiply(x, x),
  relu: (x) => i32x4.maximum(x, i32x4.constant(0)),
  floor: (x) => x,
  ceil: (x) => x,
  round: (x) => x,
  truncate: (x) => x,
};

function isFinite(x: Code<"f32x4">): Code<"i32x4"> {
  return f32x4.less(f32x4.absolute(x), f32x4.constant(Infinity));
}

function cast(body: FunctionBody, x: Lanes, dtype: DType): Lanes {
  if (x.dtype === dtype) return x;
  if (dtype === "bool") throw new Error("a number never converts to bool");
  if (x.dtype === "bool") {
    const one = dtype === "float" ? reinterpret("i32x4", f32x4.constant(1)) : i32x4.constant(1);
    const bits = i32x4.and(x.code, one);
    return dtype === "float" ? float(body, reinterpret("f32x4", bits)) : whole(body, "int", bits);
  }
  return x.dtype === "float" ? whole(body, "int", i32x4.fromF32x4(x.code)) : float(body, f32x4.fromI32x4(x.code));
}
