import type { Column } from "./column.js";

/**
 * For each of `count` positions i the greatest of x at i + low … i + high, as far as the trace goes (−∞ of none), in three comparisons a position whatever
 * the width: `slidingSums` for the exact greatest. `out` may be x.
 */
export function slidingGreatest(x: Column, count: number, low: number, high: number, out: Column): void {
  const block = Math.min(high, count - 1) - low + 1;
  if (block < 1) {
    out.fill(-Infinity, 0, count);
    return;
  }
  // What is greatest from the start of a step's block up to it and, in `out` for now, from it to the end of the block.
  const fromStart = block < count ? new Float64Array(count) : out;
  if (block < count) {
    for (let start = 0; start < count; start += block) {
      const end = Math.min(start + block, count);
      let best = -Infinity;
      for (let p = start; p < end; p++) fromStart[p] = best = greater(best, x[p] as number);
    }
  }
  for (let start = 0; start < count; start += block) {
    let best = -Infinity;
    for (let p = Math.min(start + block, count) - 1; p >= start; p--) out[p] = best = greater(best, x[p] as number);
  }
  const last = count - 1;
  const lastBlock = last - (last % block);
  const whole = Math.min(lastBlock, count - block + 1);
  let first = low;
  for (; first < whole; first++) {
    out[first - low] = greater(out[first] as number, fromStart[first + block - 1] as number);
  }
  // From here on windows end with the trace.
  for (; first < lastBlock; first++) out[first - low] = greater(out[first] as number, fromStart[last] as number);
  if (low === 0) return;
  out.copyWithin(first - low, first, count);
  out.fill(-Infinity, count - low, count);
}

/** `Math.max` of two numbers that are numbers, in half the time. */
function greater(left: number, right: number): number {
  return left > right ? left : right;
}
