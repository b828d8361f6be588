import { productOfBounds } from "../check/type/interval.js";
import type { BinaryFunction, DType, UnaryFunction } from "../ir/node.js";
import { unreachable } from "../unreachable.js";
import { anything, around, contains, interval, type Interval } from "./interval.js";

/** Above this argument `exp` overflows in single precision. */
const exponentLimit = 88.7;

const unknown: Interval = { ...anything, mayBreak: true };
const truth: Interval = interval(0, 1);

/** Range of an elementwise function of one value. Ends are those of real arithmetic in float64; rounding is not accounted for. */
export function unaryInterval(fn: UnaryFunction, x: Interval, dtype: DType): Interval {
  const { low, high, mayBreak } = x;
  const increasing = (value: (end: number) => number): Interval => interval(value(low), value(high), mayBreak);
  switch (fn) {
    case "negate":
      return interval(-high, -low, mayBreak);
    case "abs":
      return contains(x, 0)
        ? interval(0, Math.max(-low, high), mayBreak)
        : around([Math.abs(low), Math.abs(high)], mayBreak);
    case "square":
      return contains(x, 0)
        ? interval(0, Math.max(low * low, high * high), mayBreak)
        : around([low * low, high * high], mayBreak);
    case "sign":
    case "floor":
    case "ceil":
    case "tanh":
    case "atan":
      return increasing(monotone[fn]);
    case "round":
      return interval(Math.floor(low), Math.ceil(high), mayBreak);
    case "truncate":
      return increasing(Math.trunc);
    case "exp":
    case "expm1":
      return { ...increasing(monotone[fn]), mayBreak: mayBreak || high > exponentLimit };
    case "log":
    case "log1p": {
      const pole = fn === "log" ? 0 : -1;
      return interval(
        low <= pole ? -Infinity : monotone[fn](low),
        high <= pole ? -Infinity : monotone[fn](high),
        mayBreak || low <= pole,
      );
    }
    case "sqrt":
      return interval(Math.sqrt(Math.max(0, low)), Math.sqrt(Math.max(0, high)), mayBreak || low < 0);
    case "sigmoid":
      return increasing((end) => 1 / (1 + Math.exp(-end)));
    case "relu":
      return increasing((end) => Math.max(0, end));
    case "sin":
    case "cos":
      return waves(fn, x);
    case "tan":
      return unknown;
    case "asin":
    case "acos": {
      const inside = [Math.min(Math.max(low, -1), 1), Math.min(Math.max(high, -1), 1)].map(
        fn === "asin" ? Math.asin : Math.acos,
      );
      return around(inside, mayBreak || low < -1 || high > 1);
    }
    case "not":
      return interval(1 - high, 1 - low, mayBreak);
    case "is-finite":
      if (isInfinite(x)) return mayBreak ? truth : interval(0, 0);
      // Open ends may have overflown.
      return mayBreak || low === -Infinity || high === Infinity ? truth : interval(1, 1);
    case "cast":
      return dtype === "int" ? { ...increasing(Math.trunc), mayBreak: false } : x;
    default:
      return unreachable(fn);
  }
}

const monotone = {
  sign: Math.sign,
  floor: Math.floor,
  ceil: Math.ceil,
  tanh: Math.tanh,
  atan: Math.atan,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
} as const;

/** A wave over an interval: its values at the ends, and the crests and troughs between them. */
function waves(fn: "sin" | "cos", x: Interval): Interval {
  const { low, high } = x;
  const mayBreak = x.mayBreak || isInfinite(x);
  if (!(high - low < 2 * Math.PI)) return interval(-1, 1, mayBreak);
  const passes = (phase: number): boolean =>
    phase + 2 * Math.PI * Math.ceil((low - phase) / (2 * Math.PI)) <= high && low < high;
  const crest = fn === "sin" ? Math.PI / 2 : 0;
  const ends = [Math[fn](low), Math[fn](high)];
  return interval(passes(crest + Math.PI) ? -1 : Math.min(...ends), passes(crest) ? 1 : Math.max(...ends), mayBreak);
}

/** Range of an elementwise function of two values. */
export function binaryInterval(fn: BinaryFunction, x: Interval, y: Interval, dtype: DType): Interval {
  const mayBreak = x.mayBreak || y.mayBreak;
  switch (fn) {
    case "add":
      return sum(x, y);
    case "subtract":
      return sum(x, interval(-y.high, -y.low, y.mayBreak));
    case "multiply":
      return around(corners(x, y, productOfBounds), mayBreak || isInfinite(x) || isInfinite(y));
    case "divide":
      return contains(y, 0) ? unknown : around(corners(x, y, quotient), mayBreak || (isInfinite(x) && isInfinite(y)));
    case "modulo":
    case "remainder":
      return remainder(fn, x, y, dtype);
    case "power":
      return power(x, y);
    case "minimum":
      return interval(Math.min(x.low, y.low), Math.min(x.high, y.high), mayBreak);
    case "maximum":
      return interval(Math.max(x.low, y.low), Math.max(x.high, y.high), mayBreak);
    case "atan2":
      return interval(-Math.PI, Math.PI, mayBreak);
    case "equal":
    case "not-equal":
    case "less":
    case "less-equal":
    case "greater":
    case "greater-equal":
      return mayBreak ? truth : comparison(fn, x, y);
    case "and":
      return interval(Math.min(x.low, y.low), Math.min(x.high, y.high), mayBreak);
    case "or":
      return interval(Math.max(x.low, y.low), Math.max(x.high, y.high), mayBreak);
    case "xor":
      return x.low === x.high && y.low === y.high ? interval(x.low ^ y.low, x.low ^ y.low, mayBreak) : truth;
    default:
      return unreachable(fn);
  }
}

function sum(x: Interval, y: Interval): Interval {
  const mayBreak = x.mayBreak || y.mayBreak;
  // What is added to the constant `inf` is finite, or else the sum may break.
  if (isInfinite(x)) return interval(x.low, x.low, mayBreak || (isInfinite(y) && x.low !== y.low));
  if (isInfinite(y)) return interval(y.low, y.low, mayBreak);
  return interval(below(x.low + y.low), above(x.high + y.high), mayBreak);
}

/** ∞ − ∞ as the lower end of a range: nothing is known. */
function below(end: number): number {
  return Number.isNaN(end) ? -Infinity : end;
}

function above(end: number): number {
  return Number.isNaN(end) ? Infinity : end;
}

/** The constant `inf`, as an open end of bounds; other ends at infinity are limits and no values. */
function isInfinite({ low, high }: Interval): boolean {
  return low === high && !Number.isFinite(low);
}

function corners(x: Interval, y: Interval, combine: (a: number, b: number) => number): readonly number[] {
  return [combine(x.low, y.low), combine(x.low, y.high), combine(x.high, y.low), combine(x.high, y.high)];
}

function quotient(a: number, b: number): number {
  return Math.abs(b) === Infinity ? 0 : a / b;
}

function remainder(fn: "modulo" | "remainder", x: Interval, y: Interval, dtype: DType): Interval {
  const broken = x.mayBreak || y.mayBreak || isInfinite(x) || (contains(y, 0) && dtype !== "int");
  const most = Math.max(Math.abs(y.low), Math.abs(y.high));
  const [least, greatest] = fn === "modulo" ? [Math.min(0, y.low), Math.max(0, y.high)] : [-most, most];
  return fn === "remainder" && x.low >= 0
    ? interval(0, Math.min(x.high, most), broken)
    : interval(least, greatest, broken);
}

function power(base: Interval, exponent: Interval): Interval {
  const mayBreak = base.mayBreak || exponent.mayBreak || isInfinite(base) || isInfinite(exponent);
  const n = exponent.low;
  if (n === exponent.high && Number.isInteger(n)) {
    if (n < 0 && contains(base, 0)) return unknown;
    const ends = [base.low ** n, base.high ** n];
    return around(n % 2 === 0 && contains(base, 0) ? [...ends, 0] : ends, mayBreak);
  }
  if (base.low < 0 || (base.low === 0 && exponent.low < 0)) return unknown;
  const ends = corners(base, exponent, (a, b) => a ** b);
  return around(contains(base, 1) ? [...ends, 1] : ends, mayBreak);
}

function comparison(
  fn: "equal" | "not-equal" | "less" | "less-equal" | "greater" | "greater-equal",
  x: Interval,
  y: Interval,
): Interval {
  const certain = (holds: boolean, fails: boolean): Interval => interval(holds ? 1 : 0, fails ? 0 : 1);
  switch (fn) {
    case "equal":
      return certain(x.low === x.high && y.low === y.high && x.low === y.low, x.high < y.low || y.high < x.low);
    case "not-equal":
      return certain(x.high < y.low || y.high < x.low, x.low === x.high && y.low === y.high && x.low === y.low);
    case "less":
      return certain(x.high < y.low, x.low >= y.high);
    case "less-equal":
      return certain(reaches(y.low, x.high), x.low > y.high);
    case "greater":
      return certain(x.low > y.high, x.high <= y.low);
    case "greater-equal":
      return certain(reaches(x.low, y.high), x.high < y.low);
    default:
      return unreachable(fn);
  }
}

/** Whether `a ≥ b` for certain. Two ends at the same infinity do not say so: what overflows may be no number, and no comparison holds for that. */
function reaches(a: number, b: number): boolean {
  return a > b || (a === b && Number.isFinite(a));
}
