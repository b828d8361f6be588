import type { SpecDescriptor } from "./descriptor.js";

/** The shape of a signal, action or param. */
export function inputShape(
  { signals, params }: Pick<SpecDescriptor, "signals" | "params">,
  name: string,
): readonly number[] {
  return [...signals, ...params].find((input) => input.name === name)?.shape ?? [];
}
