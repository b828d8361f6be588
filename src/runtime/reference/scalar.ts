import type { BinaryFunction, DType, UnaryFunction } from "../../compiler/ir/node.js";
import { unreachable } from "../unreachable.js";

/*
 * What every elementwise operation means for one number. Booleans are 0 and 1. Where libraries disagree the language decides:
 * NaN goes through every float operation (also `sign`, `relu`, `minimum`, `maximum`, and `power` of 1); a comparison with NaN is
 * false, `not-equal` included; ints have no NaN, so `n % 0` of ints is 0 and a cast of NaN to int is 0.
 */

/** `dtype` is that of the result. */
export function applyUnary(fn: UnaryFunction, x: number, dtype: DType): number {
  switch (fn) {
    case "negate":
      return -x;
    case "abs":
      return Math.abs(x);
    case "sign":
      return Math.sign(x);
    case "floor":
      return Math.floor(x);
    case "ceil":
      return Math.ceil(x);
    case "round":
      return roundHalfToEven(x);
    case "truncate":
      return Math.trunc(x);
    case "exp":
      return Math.exp(x);
    case "expm1":
      return Math.expm1(x);
    case "log":
      return Math.log(x);
    case "log1p":
      return Math.log1p(x);
    case "sqrt":
      return Math.sqrt(x);
    case "square":
      return x * x;
    case "tanh":
      return Math.tanh(x);
    case "sigmoid":
      return sigmoid(x);
    case "relu":
      return Math.max(0, x);
    case "sin":
      return Math.sin(x);
    case "cos":
      return Math.cos(x);
    case "tan":
      return Math.tan(x);
    case "asin":
      return Math.asin(x);
    case "acos":
      return Math.acos(x);
    case "atan":
      return Math.atan(x);
    case "not":
      return x === 0 ? 1 : 0;
    case "is-finite":
      return Number.isFinite(x) ? 1 : 0;
    case "cast":
      return dtype === "int" ? toInt(x) : x;
    default:
      return unreachable(fn);
  }
}

/** `dtype` is that of the result: ints and floats differ only where the divisor of `modulo` and `remainder` is 0. */
export function applyBinary(fn: BinaryFunction, x: number, y: number, dtype: DType): number {
  switch (fn) {
    case "add":
      return x + y;
    case "subtract":
      return x - y;
    case "multiply":
      return x * y;
    case "divide":
      return x / y;
    case "modulo":
      return dtype === "int" && y === 0 ? 0 : floorModulo(x, y);
    case "remainder":
      return dtype === "int" && y === 0 ? 0 : x % y;
    case "power":
      return x ** y;
    case "minimum":
      return Math.min(x, y);
    case "maximum":
      return Math.max(x, y);
    case "atan2":
      return Math.atan2(x, y);
    case "equal":
      return x === y ? 1 : 0;
    case "not-equal":
      return x < y || x > y ? 1 : 0;
    case "less":
      return x < y ? 1 : 0;
    case "less-equal":
      return x <= y ? 1 : 0;
    case "greater":
      return x > y ? 1 : 0;
    case "greater-equal":
      return x >= y ? 1 : 0;
    case "and":
      return x !== 0 && y !== 0 ? 1 : 0;
    case "or":
      return x !== 0 || y !== 0 ? 1 : 0;
    case "xor":
      return (x !== 0) !== (y !== 0) ? 1 : 0;
    default:
      return unreachable(fn);
  }
}

/** Halves go to the even neighbour, as in IEEE 754, numpy and tfjs: 0.5 → 0, 1.5 → 2, 2.5 → 2. */
export function roundHalfToEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return rest === 0.5 ? (floor % 2 === 0 ? floor : floor + 1) : x;
}

/**
 * x − y·⌊x / y⌋: the result has the sign of y and is nearer to 0; where it would round to y it is 0. `-1 % inf` is `inf`, as in
 * Python.
 */
export function floorModulo(x: number, y: number): number {
  const rest = x % y;
  if (Number.isNaN(rest) || rest === 0 || rest < 0 === y < 0) return rest;
  return Number.isFinite(y) ? (rest + y) % y : y;
}

/** 1 / (1 + e^−x) without overflow on either side. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** Towards zero, kept inside 32 bits; NaN is 0. */
export function toInt(x: number): number {
  if (Number.isNaN(x)) return 0;
  return Math.min(2 ** 31 - 1, Math.max(-(2 ** 31), Math.trunc(x)));
}
