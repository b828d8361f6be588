/**
 * Where a value lies: low ≤ value ≤ high for all finite inputs, ends at infinity where nothing is known. `mayBreak`: some finite
 * input may give a value that is not a number or is infinite, and the ends say nothing of that.
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly mayBreak: boolean;
}

export const anything: Interval = { low: -Infinity, high: Infinity, mayBreak: false };

export function interval(low: number, high: number, mayBreak = false): Interval {
  return { low, high, mayBreak };
}

/** The least interval that holds both. */
export function hull(left: Interval, right: Interval): Interval {
  return interval(Math.min(left.low, right.low), Math.max(left.high, right.high), left.mayBreak || right.mayBreak);
}

/** The least interval that holds all values; an end at NaN (∞ − ∞, 0 · ∞) counts as unknown. */
export function around(values: readonly number[], mayBreak: boolean): Interval {
  if (values.some(Number.isNaN)) return { ...anything, mayBreak };
  return interval(Math.min(...values), Math.max(...values), mayBreak);
}

export function contains({ low, high }: Interval, value: number): boolean {
  return low <= value && value <= high;
}

/** The greatest magnitude. */
export function magnitude({ low, high }: Interval): number {
  return Math.max(Math.abs(low), Math.abs(high));
}

/** The least magnitude. */
export function distanceFromZero(value: Interval): number {
  return contains(value, 0) ? 0 : Math.min(Math.abs(value.low), Math.abs(value.high));
}

export function sameInterval(left: Interval, right: Interval): boolean {
  return left.low === right.low && left.high === right.high && left.mayBreak === right.mayBreak;
}

export function isConstant({ low, high, mayBreak }: Interval): boolean {
  return low === high && !mayBreak;
}
