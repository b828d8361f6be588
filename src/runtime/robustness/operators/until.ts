import type { Column } from "./column.js";
import { type Ahead, firstBeyond } from "./past-end.js";
import { slidingGreatest } from "./sliding-greatest.js";

/** The operands of an until, over the trace of a window's `count` steps. */
export interface UntilOperands {
  readonly left: Column;
  readonly right: Column;
  /** The right operand past the end, where the window reaches there. */
  readonly rightBeyond: number;
  readonly inclusive: boolean;
}

/**
 * At each of `count` positions the greatest, over the j in the window ahead, of the least of right at j and left before j (`inclusive`: and at j), in
 * constant time a step. Since an until within [a, b] is one without an end from a on, and its right operand within [a, b] (Donzé, Ferrère and Maler,
 * CAV 2013), it is the least of: right's greatest in [a, b]; left's least in [0, a); and the unbounded until a steps later.
 */
export function until(operands: UntilOperands, count: number, ahead: Ahead, out: Column): void {
  const { left, inclusive } = operands;
  const { low, high } = ahead;
  const right = operands.right.slice(0, count);
  if (inclusive) for (let i = 0; i < count; i++) right[i] = Math.min(left[i] as number, right[i] as number);

  const unbounded = new Float64Array(count);
  let next = -Infinity;
  for (let i = count - 1; i >= 0; i--) {
    next = Math.max(right[i] as number, Math.min(left[i] as number, next));
    unbounded[i] = next;
  }
  if (high === Infinity) out.fill(Infinity, 0, count);
  else slidingGreatest(right, count, low, high, out);
  for (let i = 0; i < count; i++) {
    const later = i + low < count ? (unbounded[i + low] as number) : -Infinity;
    out[i] = Math.min(out[i] as number, later);
  }
  if (low > 0) {
    const least = new Float64Array(count);
    for (let i = 0; i < count; i++) least[i] = -(left[i] as number);
    slidingGreatest(least, count, 0, low - 1, least);
    for (let i = 0; i < count; i++) out[i] = Math.min(out[i] as number, -(least[i] as number));
  }

  // One more j, past the end, comes after all of left.
  let kept = Infinity;
  const beyond = firstBeyond(ahead, count);
  for (let i = count - 1; i >= beyond; i--) {
    kept = Math.min(kept, left[i] as number);
    out[i] = Math.max(out[i] as number, Math.min(kept, operands.rightBeyond));
  }
}
