import type { BinaryFunction, DType, UnaryFunction } from "../ir/node.js";

/*
 * The operations on numbers that are exact, or correctly rounded by IEEE 754, and so the same on every machine: only these are
 * computed while compiling. Exponentials, trigonometry, powers and roots of libraries differ in the last bit and stay in the graph.
 */

/** `undefined`: not to be folded. `dtype` is that of the result. */
export function foldUnary(fn: UnaryFunction, x: number, dtype: DType): number | undefined {
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
    case "truncate":
      return Math.trunc(x);
    case "square":
      return x * x;
    case "relu":
      return Math.max(0, x);
    case "sqrt":
      return Math.sqrt(x);
    case "not":
      return x === 0 ? 1 : 0;
    case "is-finite":
      return Number.isFinite(x) ? 1 : 0;
    case "cast":
      return dtype !== "int" || (Number.isInteger(x) && Math.abs(x) < 2 ** 31) ? x : undefined;
    default:
      return undefined;
  }
}

export function foldBinary(fn: BinaryFunction, x: number, y: number, dtype: DType): number | undefined {
  const result = exact(fn, x, y);
  return result !== undefined && dtype === "int" && !(Math.abs(result) < 2 ** 31) ? undefined : result;
}

function exact(fn: BinaryFunction, x: number, y: number): number | undefined {
  switch (fn) {
    case "add":
      return x + y;
    case "subtract":
      return x - y;
    case "multiply":
      return x * y;
    case "divide":
      return x / y;
    case "minimum":
      return Math.min(x, y);
    case "maximum":
      return Math.max(x, y);
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
      return undefined;
  }
}
