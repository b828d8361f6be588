import type { TypedInfiniteObjective, TypedObjective, TypedPastObjective, TypedSpec } from "./typed.js";

/** Every objective of a spec, whatever it runs as. */
export function allObjectives(
  spec: Pick<TypedSpec, "objectives" | "pastObjectives" | "infiniteObjectives">,
): readonly (TypedObjective | TypedPastObjective | TypedInfiniteObjective)[] {
  return [...spec.objectives, ...spec.pastObjectives, ...spec.infiniteObjectives];
}
