import type { BinaryFunction } from "../../../ir/node.js";
import type { Code } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";
import { f32x4, i32x4 } from "../encoder/vector-instructions.js";
import { binaryFunctions } from "../math/functions.js";
import { wholeModulo, wholeRemainder } from "../math/whole-remainder.js";
import { float, floatOf, intOf, maskOf, whole, type Lanes } from "./lanes.js";

/** One operation of two operands of one type. */
export function binary(body: FunctionBody, fn: BinaryFunction, x: Lanes, y: Lanes): Lanes {
  switch (fn) {
    case "and":
    case "or":
    case "xor":
      return whole(body, "bool", i32x4[fn](maskOf(x), maskOf(y)));
    case "equal":
    case "not-equal":
    case "less":
    case "less-equal":
    case "greater":
    case "greater-equal":
      return whole(
        body,
        "bool",
        x.type === "float" ? floatComparisons[fn](x.code, floatOf(y)) : intComparisons[fn](intOf(x), intOf(y)),
      );
    case "minimum":
    case "maximum":
      if (x.type === "float") return float(body, extremum(fn, x, y));
      return whole(body, "int", i32x4[fn](intOf(x), intOf(y)));
    case "add":
    case "subtract":
    case "multiply":
      return x.type === "float"
        ? float(body, f32x4[fn](x.code, floatOf(y)))
        : whole(body, "int", i32x4[fn](intOf(x), intOf(y)));
    case "modulo":
    case "remainder":
      if (x.type === "float") return float(body, binaryFunctions[fn](body, x.code, floatOf(y)));
      return whole(body, "int", (fn === "modulo" ? wholeModulo : wholeRemainder)(body, intOf(x), intOf(y)));
    case "divide":
      return float(body, f32x4.divide(floatOf(x), floatOf(y)));
    default:
      return float(body, binaryFunctions[fn](body, floatOf(x), floatOf(y)));
  }
}

/**
 * NaN where an operand is. Engines make seven instructions of that, and one of a comparison, which does beside a constant: it keeps the other operand where that is NaN, and where the two are zeros, which is wrong
 * for one sign of the constant only.
 */
function extremum(fn: "minimum" | "maximum", x: Lanes, y: Lanes): Code<"f32x4"> {
  const [value, bound] = x.constant === undefined ? [x, y] : [y, x];
  // Adding 0 makes 0 of −0, and changes nothing else.
  if (fn === "maximum" && Object.is(bound.constant, 0))
    return f32x4.add(f32x4.larger(floatOf(value), floatOf(bound)), floatOf(bound));
  const wrong = fn === "minimum" ? -0 : 0;
  const compares = bound.constant !== undefined && !Number.isNaN(bound.constant) && !Object.is(bound.constant, wrong);
  if (!compares) return f32x4[fn](floatOf(x), floatOf(y));
  return f32x4[fn === "minimum" ? "smaller" : "larger"](floatOf(value), floatOf(bound));
}

type Comparison = "equal" | "not-equal" | "less" | "less-equal" | "greater" | "greater-equal";
type Compare<T extends "f32x4" | "i32x4"> = (x: Code<T>, y: Code<T>) => Code<"i32x4">;

const floatComparisons: Readonly<Record<Comparison, Compare<"f32x4">>> = {
  equal: f32x4.equal,
  // False for NaN, unlike IEEE 754's.
  "not-equal": (x, y) => i32x4.or(f32x4.less(x, y), f32x4.greater(x, y)),
  less: f32x4.less,
  "less-equal": f32x4.lessEqual,
  greater: f32x4.greater,
  "greater-equal": f32x4.greaterEqual,
};

const intComparisons: Readonly<Record<Comparison, Compare<"i32x4">>> = {
  equal: i32x4.equal,
  "not-equal": i32x4.notEqual,
  less: i32x4.less,
  "less-equal": i32x4.lessEqual,
  greater: i32x4.greater,
  "greater-equal": i32x4.greaterEqual,
};
