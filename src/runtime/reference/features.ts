import type { Program } from "../../compiler/ir/program.js";
import type { EpisodeState } from "./episode.js";

/** What a state offers to policy and critic: the slots that have a feature, in order; values as they are, choices one-hot. */
export function features(program: Program, state: EpisodeState): readonly number[] {
  return program.slots.flatMap((slot) => {
    const values = [...(state.slots[slot.id] ?? [])];
    const feature = slot.feature;
    if (feature === undefined) return [];
    if (feature.encoding === "value") return values;
    return values.flatMap((value) => Array.from({ length: feature.classes }, (_, index) => (index === value ? 1 : 0)));
  });
}
