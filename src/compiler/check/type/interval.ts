import type { ValueType } from "../typed.js";

/** The smallest and the largest value that an expression can have. */
export type Interval = readonly [number, number];

const everything: Interval = [-Infinity, Infinity];

export function intervalOf(type: ValueType): Interval {
  return type.range ?? (type.element === "bool" ? [0, 1] : everything);
}

/** `undefined` for an interval that says nothing. */
export function rangeFrom(interval: Interval): Interval | undefined {
  const [low, high] = interval;
  return Number.isNaN(low) || Number.isNaN(high) || (low === -Infinity && high === Infinity) ? undefined : interval;
}

/** Range of `left fn right`; everything where nothing is known. */
export function combine(operator: "+" | "-" | "*" | "/" | "%" | "^", left: Interval, right: Interval): Interval {
  switch (operator) {
    case "+":
      return [left[0] + right[0], left[1] + right[1]];
    case "-":
      return [left[0] - right[1], left[1] - right[0]];
    case "*":
      return hull(left.flatMap((a) => right.map((b) => productOfBounds(a, b))));
    case "/":
      return right[0] <= 0 && right[1] >= 0 ? everything : hull(left.flatMap((a) => right.map((b) => a / b)));
    case "%":
      return right[0] > 0 && Number.isFinite(right[1]) ? [0, right[1]] : everything;
    case "^":
      return power(left, right);
  }
}

/** The product of two bounds. One at infinity times zero is zero: it is a bound, not a value. */
export function productOfBounds(left: number, right: number): number {
  return left === 0 || right === 0 ? 0 : left * right;
}

function power(base: Interval, exponent: Interval): Interval {
  const [n, same] = exponent;
  if (n !== same || !Number.isInteger(n) || n < 0)
    return base[0] > 0 ? hull(base.flatMap((a) => exponent.map((b) => a ** b))) : everything;
  const ends = base.map((a) => a ** n);
  return n % 2 === 0 && base[0] < 0 && base[1] > 0 ? hull([...ends, 0]) : hull(ends);
}

export function hull(values: readonly number[]): Interval {
  return values.reduce<Interval>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}

/** Range of a value that is one of two. */
export function union(left: Interval, right: Interval): Interval {
  return [Math.min(left[0], right[0]), Math.max(left[1], right[1])];
}
