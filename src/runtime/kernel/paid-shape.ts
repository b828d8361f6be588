import type { SpecDescriptor } from "./descriptor.js";

/** The shape of `reward` and `total` in one row: `[]` where they are numbers, `[K]` where the total has K components. */
export function paidShape({ components }: Pick<SpecDescriptor, "components">): readonly number[] {
  return components === undefined ? [] : [components.length];
}
