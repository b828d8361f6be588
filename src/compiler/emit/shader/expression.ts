import type { ScalarType } from "../../../runtime/fused/layout.js";
import type { Region } from "../../../runtime/shader/placement.js";
import type { BinaryFunction } from "../../ir/node.js";
import { unreachable } from "../../unreachable.js";
import type { ValueTexts } from "../fused/loop-statements.js";
import type { ScalarUnary, ScalarValue, TableId, UniformId, ColumnId } from "../fused/loop-program.js";
import { numberText } from "../tfjs/module/value-text.js";
import type { ShaderLanguage } from "./language.js";

/** Where an expression finds what it reads. */
export interface Words {
  /** The place of a column's number for the environment `i`; `row` is the text of an int, for columns that have several. */
  readonly column: (id: ColumnId, row?: string) => { readonly region: Region; readonly place: string };
  /** The variable that holds a column, where one does. */
  readonly variableOf: (id: ColumnId) => string | undefined;
  /** The word of the settings. */
  readonly uniform: (id: UniformId) => number;
  /** The place of an entry; `index` is the text of an int. */
  readonly table: (id: TableId, index: string) => string;
}

/** An operation on one environment as an expression, in parentheses where they could matter. */
export function expression(value: ScalarValue, language: ShaderLanguage, words: Words, texts: ValueTexts): string {
  switch (value.op) {
    case "constant":
      return constantText(value.value, value.type, language);
    case "uniform":
      return language.setting(words.uniform(value.uniform), value.type);
    case "load":
      return words.variableOf(value.column) ?? readText(value.column, value.type, language, words);
    case "load-row":
      return readText(value.column, value.type, language, words, texts.value(value.row));
    case "unary":
      return unaryText(value.fn, value.input, value.type, language, texts);
    case "binary":
      return binaryText(value.fn, value.left, value.right, texts, language);
    case "select":
      return language.select(texts.value(value.condition), texts.value(value.then), texts.value(value.otherwise));
    case "table":
      return language.read("tables", words.table(value.table, texts.value(value.index)), value.type);
    default:
      return unreachable(value);
  }
}

/** What a column holds before the loop. */
export function readText(
  column: ColumnId,
  type: ScalarType,
  language: ShaderLanguage,
  words: Words,
  row?: string,
): string {
  const { region, place } = words.column(column, row);
  return language.read(region, place, type);
}

function constantText(value: number, type: ScalarType, language: ShaderLanguage): string {
  if (type === "bool") return value === 0 ? "false" : "true";
  if (type === "int")
    return value === -(2 ** 31) ? language.fromBits(signBit, "int") : inParentheses(value, language.int(String(value)));
  if (Number.isNaN(value)) return "notANumber()";
  if (!Number.isFinite(value)) return value > 0 ? "infinity()" : "negated(infinity())";
  if (Object.is(value, -0)) return language.fromBits(signBit, "float");
  return inParentheses(value, language.float(shortest(value)));
}

const signBit = "0x80000000u";

function inParentheses(value: number, text: string): string {
  return value < 0 ? `(${text})` : text;
}

const largest = (2 - 2 ** -23) * 2 ** 127;

/** The shortest decimal that is this number in single precision. */
function shortest(value: number): string {
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    // The largest number rounds to a decimal that is larger, which WGSL does not take for a number of single precision.
    if (Math.fround(short) === value && Math.abs(short) <= largest) return numberText(short);
  }
  return numberText(value);
}

const unaryCalls: Readonly<Partial<Record<ScalarUnary, string>>> = {
  negate: "negated",
  abs: "magnitude",
  sign: "signOf",
  floor: "floorOf",
  ceil: "ceilOf",
  round: "nearest",
  truncate: "towardsZero",
  exp: "exponentialOf",
  expm1: "exponentialLessOne",
  log: "naturalLogarithm",
  log1p: "logarithmOfOneMore",
  sqrt: "squareRoot",
  tanh: "hyperbolicTangent",
  sigmoid: "logistic",
  sin: "sine",
  cos: "cosine",
  tan: "tangent",
  asin: "arcsine",
  acos: "arccosine",
  atan: "arctangent",
  "is-finite": "isFinite",
};

function unaryText(
  fn: ScalarUnary,
  input: number,
  type: ScalarType,
  language: ShaderLanguage,
  texts: ValueTexts,
): string {
  const { op, type: given } = texts.of(input);
  const x = op === "constant" && given === "float" ? `rounded(${texts.value(input)})` : texts.value(input);
  if (fn === "not") return `(!${x})`;
  if (fn === "cast") return castText(x, type, given, language);
  if (given === "int") {
    if (fn === "negate") return `(${language.int("0")} - ${x})`;
    return `${fn === "sign" ? "sign" : "abs"}(${x})`;
  }
  const call = unaryCalls[fn];
  if (call === undefined) throw new Error(`${fn} is no function of floats`);
  return `${call}(${x})`;
}

function castText(x: string, type: ScalarType, given: ScalarType, language: ShaderLanguage): string {
  if (given === type) return x;
  if (type === "float") return language.toFloat(x);
  return given === "bool" ? language.toInt(x) : `wholePart(${x})`;
}

const floatCalls: Readonly<Partial<Record<BinaryFunction, string>>> = {
  divide: "divided",
  modulo: "floorModulo",
  remainder: "remainder",
  power: "powerOf",
  minimum: "lesser",
  maximum: "larger",
  atan2: "angleOfPoint",
  equal: "isEqual",
  "not-equal": "isUnequal",
  less: "isLess",
  "less-equal": "isAtMost",
};

const intCalls: Readonly<Partial<Record<BinaryFunction, string>>> = {
  modulo: "wholeModulo",
  remainder: "wholeRemainder",
  minimum: "min",
  maximum: "max",
};

const operators: Readonly<Partial<Record<BinaryFunction, string>>> = {
  add: "+",
  subtract: "-",
  multiply: "*",
  equal: "==",
  "not-equal": "!=",
  less: "<",
  "less-equal": "<=",
  greater: ">",
  "greater-equal": ">=",
  xor: "!=",
};

function binaryText(
  fn: BinaryFunction,
  left: number,
  right: number,
  texts: ValueTexts,
  language: ShaderLanguage,
): string {
  const { type } = texts.of(left);
  const [x, y] = [texts.value(left), texts.value(right)];
  if (fn === "and" || fn === "or") return `(${x} ${language[fn]} ${y})`;
  if (type === "float" && fn === "greater") return `isLess(${y}, ${x})`;
  if (type === "float" && fn === "greater-equal") return `isAtMost(${y}, ${x})`;
  const call = type === "float" ? floatCalls[fn] : type === "int" ? intCalls[fn] : undefined;
  if (call !== undefined) return `${call}(${x}, ${y})`;
  const operator = operators[fn];
  if (operator === undefined) throw new Error(`${fn} is no function of ${type}s`);
  const [hiddenX, hiddenY] = hidden(fn, left, right, texts);
  return `(${hiddenX} ${operator} ${hiddenY})`;
}

/**
 * Operands as the shader compiler may see them. Two constants it would compute itself, and call an overflow an error; a product with the constant 0 it would
 * call 0, which it is not for infinities and NaN; two constants of a chain it would join, so that (1 − x) + 1e-8 became (1 + 1e-8) − x, which is 1 − x.
 */
function hidden(fn: BinaryFunction, left: number, right: number, texts: ValueTexts): readonly [string, string] {
  const [x, y] = [texts.value(left), texts.value(right)];
  const [first, second] = [texts.of(left), texts.of(right)];
  if (first.type === "bool") return [x, y];
  const both = first.op === "constant" && second.op === "constant";
  if (both) return [`${first.type === "float" ? "rounded" : "wholeConstant"}(${x})`, y];
  if (first.type === "int") return [x, y];
  const isHidden = (value: ScalarValue, other: ScalarValue): boolean =>
    value.op === "constant" && ((fn === "multiply" && value.value === 0) || isChained(fn, other, texts));
  return [isHidden(first, second) ? `rounded(${x})` : x, isHidden(second, first) ? `rounded(${y})` : y];
}

/** Whether an operand is itself a sum with a constant, of a sum; or a product, of a product. */
function isChained(fn: BinaryFunction, operand: ScalarValue, { of }: ValueTexts): boolean {
  const isSum = (each: BinaryFunction): boolean => each === "add" || each === "subtract";
  if (operand.op !== "binary" || !(isSum(fn) ? isSum(operand.fn) : fn === "multiply" && operand.fn === fn))
    return false;
  return [operand.left, operand.right].some((id) => of(id).op === "constant");
}
