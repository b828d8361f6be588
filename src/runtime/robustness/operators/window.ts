import type { Maximum } from "../maximum/maximum.js";
import { slidingSums } from "../sliding-sums.js";
import { emptySums, type Sums } from "../sums.js";
import type { Column } from "./column.js";
import { type Ahead, firstBeyond } from "./past-end.js";
import { slidingGreatest } from "./sliding-greatest.js";

/** At each of `count` positions the greatest of x in the window ahead. `least`: x is the negative of what is asked for, so that pessimistic is +∞. */
export function window(maximum: Maximum, x: Column, count: number, ahead: Ahead, least: boolean, out: Column): void {
  if (maximum.exact) slidingGreatest(x, count, ahead.low, ahead.high, out);
  else {
    const sums = slidingSums(members(maximum, x, count), count, ahead, maximum.addition, maximum.width);
    for (let i = 0; i < count; i++) out[i] = maximum.value(sums, i);
  }
  const beyond = firstBeyond(ahead, count);
  if (ahead.pastEnd === "pessimistic" && least) out.fill(Infinity, beyond, count);
  if (ahead.pastEnd === "repeat_last") {
    const alone = onlyLast(maximum, x, count).value;
    for (let i = firstWithout(ahead, count); i < count; i++) out[i] = alone;
  }
}

/** Adds to the gradient of x what the gradient of the result sends it; `value` is the result. */
export function windowGradient(
  maximum: Maximum,
  x: Column,
  count: number,
  ahead: Ahead,
  value: Column,
  gradient: Column,
  into: Column,
): void {
  const { width, adjointWidth } = maximum;
  const sums = slidingSums(members(maximum, x, count), count, ahead, maximum.addition, width);
  // Position i is part of the windows of i − high … i − low: the windows ahead of the reversed trace.
  const reversed = emptySums(count * adjointWidth);
  const alone = ahead.pastEnd === "repeat_last" ? firstWithout(ahead, count) : count;
  for (let i = 0; i < alone; i++) {
    maximum.adjoint(sums, i, value[i] as number, gradient[i] as number, reversed, count - 1 - i);
  }
  const adjoints = slidingSums(reversed, count, ahead, maximum.addition, adjointWidth);
  for (let i = 0; i < count; i++) {
    into[i] = (into[i] as number) + maximum.pull(x[i] as number, adjoints, count - 1 - i);
  }
  const last = onlyLast(maximum, x, count);
  const adjoint = emptySums(adjointWidth);
  for (let i = alone; i < count; i++) {
    maximum.adjoint(last.sums, 0, last.value, gradient[i] as number, adjoint, 0);
    into[count - 1] = (into[count - 1] as number) + maximum.pull(x[count - 1] as number, adjoint, 0);
  }
}

/** The first position whose window has no step of the trace. */
function firstWithout({ low }: Ahead, count: number): number {
  return Math.max(0, count - low);
}

function members(maximum: Maximum, x: Column, count: number): Sums {
  const items = emptySums(count * maximum.width);
  for (let i = 0; i < count; i++) maximum.member(x[i] as number, items, i);
  return items;
}

/** The last step as the only member. */
function onlyLast(maximum: Maximum, x: Column, count: number): { readonly sums: Sums; readonly value: number } {
  const sums = emptySums(maximum.width);
  maximum.member(x[count - 1] as number, sums, 0);
  return { sums, value: maximum.value(sums, 0) };
}
