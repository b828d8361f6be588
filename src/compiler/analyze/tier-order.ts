import type { Program } from "../ir/program.js";
import { boundsUnder, type Bounds } from "./bounds.js";
import { anything, type Interval } from "./interval.js";
import { assume } from "./refine.js";
import type { Tiers } from "./tiers.js";

/** Where each branch lies when it is taken. */
function intervalsOf({ conditions, branches }: Tiers, program: Program, bounds: Bounds): readonly Interval[] {
  const known = (id: number): Interval => bounds[id] ?? anything;
  return branches.map((branch, index) => {
    const condition = conditions[Math.min(index, conditions.length - 1)] ?? -1;
    return boundsUnder(assume(condition, index < conditions.length, program.nodes, known), branch, program, bounds);
  });
}

/** 1 where earlier tiers are meant to pay more, judged by the middles of their intervals; -1 where later ones are; 0 where there is no order. */
export function orderOf(tiers: Tiers, program: Program, bounds: Bounds): -1 | 0 | 1 {
  const middles = intervalsOf(tiers, program, bounds).map(({ low, high }) => (low + high) / 2);
  if (middles.some((middle) => !Number.isFinite(middle))) return 0;
  const steps = middles.slice(1).map((middle, index) => Math.sign((middles[index] ?? 0) - middle));
  if (steps.every((sign) => sign > 0)) return 1;
  return steps.every((sign) => sign < 0) ? -1 : 0;
}
