import { describe, expect, it } from "vitest";
import { binaryInterval, unaryInterval } from "../../../src/compiler/analyze/elementwise.js";
import { interval, type Interval } from "../../../src/compiler/analyze/interval.js";
import type { BinaryFunction, UnaryFunction } from "../../../src/compiler/ir/node.js";
import { applyBinary, applyUnary } from "../../../src/runtime/reference/scalar.js";

const special = [0, 1, -1, 0.5, -0.5, 2, -3, 7.25, 90, 1e8 + 0.1, 134217807.48, -1e8, Infinity, -Infinity];
const ranges = special.flatMap((low) =>
  special.flatMap((high) => (low <= high ? [{ low, high, inside: special.filter((x) => low <= x && x <= high) }] : [])),
);
/** Infinities are values where they are written as constants only: as ends of a range they are limits. */
const samples = ranges.map(({ low, high, inside }) => ({
  bound: interval(low, high),
  values: low === high ? inside : inside.filter(Number.isFinite),
}));

const unary: readonly UnaryFunction[] = [
  ...(["negate", "abs", "sign", "floor", "ceil", "round", "truncate", "exp", "expm1", "log", "log1p", "sqrt"] as const),
  ...(["square", "tanh", "sigmoid", "relu", "sin", "cos", "tan", "asin", "acos", "atan", "is-finite"] as const),
];
const arithmetic: readonly BinaryFunction[] = [
  ...(["add", "subtract", "multiply", "divide", "modulo", "remainder", "power", "minimum", "maximum"] as const),
  ...(["atan2", "equal", "not-equal", "less", "less-equal", "greater", "greater-equal"] as const),
];

/** What a value that is finite must lie in; one that is not must have been announced, or lie at an open end. */
function holds({ low, high, mayBreak }: Interval, value: number): boolean {
  if (Number.isNaN(value)) return mayBreak;
  if (!Number.isFinite(value)) return mayBreak || value === (value > 0 ? high : low);
  const slack = 1e-9 * Math.max(1, Math.abs(value));
  return low - slack <= value && value <= high + slack;
}

describe("bounds of elementwise functions", () => {
  it.each(unary)("hold %s of what lies in a range", (fn) => {
    for (const { bound, values } of samples) {
      const result = unaryInterval(fn, bound, "float");
      for (const x of values)
        expect({ x, bound, result, held: holds(result, applyUnary(fn, x, "float")) }).toMatchObject({ held: true });
    }
  });

  it.each(arithmetic)("hold %s of what lies in two ranges", (fn) => {
    const broken: unknown[] = [];
    for (const left of samples)
      for (const right of samples) {
        const result = binaryInterval(fn, left.bound, right.bound, "float");
        for (const x of left.values)
          for (const y of right.values) {
            const value = applyBinary(fn, x, y, "float");
            if (!holds(result, value)) broken.push({ x, y, value, left: left.bound, right: right.bound, result });
          }
      }
    expect(broken.slice(0, 3)).toEqual([]);
  });
});
