import { unreachable } from "../../unreachable.js";
import type { Loop, ScalarUnary, ScalarValue, ValueId } from "../fused/loop-program.js";

/** What a float is unless it is NaN. Either takes zeros of both signs. */
export type Sign = "at least 0" | "at most 0";

/** The signs that values have whatever a loop reads, where operations show them: squares, sums of squares, what is taken times a constant. Enough to know that a kernel such as `exp(-x²)` never grows. */
export function knownSigns({ values }: Loop): readonly (Sign | undefined)[] {
  const signs: (Sign | undefined)[] = [];
  for (const value of values) signs.push(signOf(value, (id) => signs[id], values));
  return signs;
}

function signOf(value: ScalarValue, of: (id: ValueId) => Sign | undefined, values: Loop["values"]): Sign | undefined {
  switch (value.op) {
    case "constant":
      return value.value >= 0 ? "at least 0" : "at most 0";
    case "unary":
      return ofUnary(value.fn, of(value.input), values[value.input]?.type === "bool");
    case "binary":
      return ofBinary(value, of);
    case "select":
      return of(value.then) === of(value.otherwise) ? of(value.then) : undefined;
    case "uniform":
    case "load":
    case "load-row":
    case "table":
      return undefined;
    default:
      return unreachable(value);
  }
}

function ofUnary(fn: ScalarUnary, sign: Sign | undefined, ofTruth: boolean): Sign | undefined {
  if (fn === "negate") return opposite(sign);
  if (fn === "cast") return ofTruth ? "at least 0" : sign;
  return fn === "abs" || fn === "exp" || fn === "sqrt" ? "at least 0" : undefined;
}

function ofBinary(
  { fn, left, right }: Extract<ScalarValue, { op: "binary" }>,
  of: (id: ValueId) => Sign | undefined,
): Sign | undefined {
  const [x, y] = [of(left), of(right)];
  const both = (one: Sign | undefined, other: Sign | undefined): Sign | undefined => (one === other ? one : undefined);
  const either = (sign: Sign): Sign | undefined => (x === sign || y === sign ? sign : both(x, y));
  switch (fn) {
    case "multiply":
      if (left === right) return "at least 0";
      return x === undefined || y === undefined ? undefined : x === y ? "at least 0" : "at most 0";
    case "add":
      return both(x, y);
    case "subtract":
      return both(x, opposite(y));
    case "minimum":
      return either("at most 0");
    case "maximum":
      return either("at least 0");
    default:
      return undefined;
  }
}

function opposite(sign: Sign | undefined): Sign | undefined {
  if (sign === undefined) return undefined;
  return sign === "at least 0" ? "at most 0" : "at least 0";
}
