import type { TypedExpression, TypedSpec } from "./typed.js";

/** What a spec tells a trainer when whole trajectories are there. */
export function finishedBy({ finish }: Pick<TypedSpec, "finish">): readonly TypedExpression[] {
  if (finish === undefined) return [];
  const { advantage, keep, mask, reports } = finish;
  return [...[advantage, keep, mask].flatMap((value) => value ?? []), ...reports.map(({ value }) => value)];
}
