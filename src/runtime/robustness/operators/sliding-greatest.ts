import type { Column } from "./column.js";

/**
 * For each of `count` positions i the greatest of x at i + low … i + high, as far as the trace goes (−∞ of none), in three comparisons a position whatever
 * the width: `slidingSums` for the exact greatest. May write over x.
 */
export function slidingGreatest(x: Column, count: number, low: number, high: number, out: Column): void {
  const block = Math.min(high, count - 1) - low + 1;
  if (block < 1) {
    out.fill(-Infinity, 0, count);
    return;
  }
  // Up to a step, what is greatest from there to the end of its block, and from the start of the block.
  const toEnd = new Float64Array(count);
  const fromStart = new Float64Array(count);
  for (let start = 0; start < count; start += block) {
    const end = Math.min(start + block, count);
    let best = -Infinity;
    for (let p = end - 1; p >= start; p--) toEnd[p] = best = Math.max(best, x[p] as number);
    best = -Infinity;
    for (let p = start; p < end; p++) fromStart[p] = best = Math.max(best, x[p] as number);
  }
  const last = count - 1;
  const lastBlock = last - (last % block);
  const whole = Math.min(lastBlock, count - block + 1);
  let first = low;
  for (; first < whole; first++)
    out[first - low] = Math.max(toEnd[first] as number, fromStart[first + block - 1] as number);
  // From here on windows end with the trace.
  for (; first < lastBlock; first++) out[first - low] = Math.max(toEnd[first] as number, fromStart[last] as number);
  for (; first < count; first++) out[first - low] = toEnd[first] as number;
  out.fill(-Infinity, count - low, count);
}
