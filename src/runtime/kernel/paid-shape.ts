/** The shape of `reward` and `total` in one row: `[]` where they are numbers, `[K]` where the total has K components, `[n]` where n agents are paid apart. */
export function paidShape({
  components,
  agents,
}: {
  readonly components?: readonly unknown[];
  readonly agents?: number;
}): readonly number[] {
  if (agents !== undefined) return [agents];
  return components === undefined ? [] : [components.length];
}
