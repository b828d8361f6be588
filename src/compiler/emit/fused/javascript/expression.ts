import type { BinaryFunction } from "../../../ir/node.js";
import { unreachable } from "../../../unreachable.js";
import { numberText } from "../../tfjs/module/value-text.js";
import type { ScalarType } from "../../../../runtime/fused/layout.js";
import type { ValueTexts } from "../loop-statements.js";
import type { ScalarUnary, ScalarValue } from "../loop-program.js";

/** How the writer calls what an operation reads. */
export interface Names extends ValueTexts {
  readonly column: (id: number) => string;
  /** Environments from one row of a column to the next. */
  readonly stride: (id: number) => string;
  readonly uniform: (id: number) => string;
  readonly table: (id: number) => string;
}

/** Functions of `rewardc/runtime/fused` that expressions may call. */
export const helpers = [
  "floorModulo",
  "isSingle",
  "roundHalfToEven",
  "sigmoid",
  "toInt",
  "unequal",
  "wholeModulo",
  "wholeRemainder",
] as const;

const operators: Readonly<Partial<Record<BinaryFunction, string>>> = {
  add: "+",
  subtract: "-",
  multiply: "*",
  divide: "/",
  equal: "===",
  less: "<",
  "less-equal": "<=",
  greater: ">",
  "greater-equal": ">=",
  and: "&",
  or: "|",
  xor: "^",
  power: "**",
};

/**
 * An operation on one environment as an expression, in parentheses where they could matter. A bool is `true`, `false`, 1 or 0, whichever costs least; its connectives
 * are bitwise, since `&&` would be a jump that random labels mispredict.
 */
export function expression(value: ScalarValue, names: Names): string {
  switch (value.op) {
    case "constant":
      return constantText(value.value, value.type);
    case "uniform":
      return value.type === "bool" ? `(uniforms[${value.uniform}] !== 0)` : `uniforms[${value.uniform}]`;
    case "load":
      return `${names.column(value.column)}[i]`;
    case "load-row":
      return `${names.column(value.column)}[${names.value(value.row)} * ${names.stride(value.column)} + i]`;
    case "unary":
      return unaryText(value.fn, names.value(value.input), value.type, names.of(value.input));
    case "binary":
      return binaryText(value.fn, names.value(value.left), names.value(value.right), names.of(value.left).type);
    case "select":
      return `(${names.value(value.condition)} ? ${names.value(value.then)} : ${names.value(value.otherwise)})`;
    case "table":
      return `${names.table(value.table)}[${names.value(value.index)}]`;
    default:
      return unreachable(value);
  }
}

/** A bool as 0 or 1. */
export function bit(text: string, value: ScalarValue): string {
  const isBit =
    value.op === "load" ||
    value.op === "table" ||
    (value.op === "binary" && (value.fn === "and" || value.fn === "or" || value.fn === "xor"));
  return isBit ? text : `(${text} & 1)`;
}

/** `f32` where the shortest decimal is not the number itself. */
function constantText(value: number, type: ScalarType): string {
  if (type === "bool") return value === 0 ? "false" : "true";
  if (type === "int" || !Number.isFinite(value)) return `(${numberText(value)})`;
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (short === value) return `(${numberText(short)})`;
    if (Math.fround(short) === value) return `f32(${numberText(short)})`;
  }
  return `(${numberText(value)})`;
}

function unaryText(fn: ScalarUnary, x: string, type: ScalarType, input: ScalarValue): string {
  switch (fn) {
    case "negate":
      return type === "int" ? `(0 - ${x})` : `(-${x})`;
    case "round":
      return `roundHalfToEven(${x})`;
    case "truncate":
      return `Math.trunc(${x})`;
    case "sigmoid":
      return `sigmoid(${x})`;
    case "not":
      return `(!${x})`;
    case "is-finite":
      return `isSingle(${x})`;
    case "cast":
      if (input.type === "bool") return bit(x, input);
      return type === "int" ? `toInt(${x})` : x;
    default:
      return `Math.${fn}(${x})`;
  }
}

function binaryText(fn: BinaryFunction, x: string, y: string, operands: ScalarType): string {
  switch (fn) {
    case "modulo":
      return `${operands === "int" ? "wholeModulo" : "floorModulo"}(${x}, ${y})`;
    case "remainder":
      return operands === "int" ? `wholeRemainder(${x}, ${y})` : `(${x} % ${y})`;
    case "minimum":
      return `Math.min(${x}, ${y})`;
    case "maximum":
      return `Math.max(${x}, ${y})`;
    case "atan2":
      return `Math.atan2(${x}, ${y})`;
    case "not-equal":
      return operands === "int" ? `(${x} !== ${y})` : `unequal(${x}, ${y})`;
    default:
      return `(${x} ${operators[fn] ?? ""} ${y})`;
  }
}
