import type { Program } from "../../compiler/ir/program.js";
import type { EpisodeState, Moved } from "./episode.js";

/** The states of all environments after a row of each: of a slot that is shared, all hold the mean over the rows that stepped, as it was before where none did. */
export function shareSlots(
  program: Program,
  before: readonly EpisodeState[],
  moved: readonly Moved[],
  round: (value: number) => number = (value) => value,
): readonly EpisodeState[] {
  const states = moved.map(({ state }) => state);
  const shared = program.slots.filter((slot) => slot.shared !== undefined);
  if (shared.length === 0) return states;
  const stepped = moved.filter(({ outputs }) => outputs.stepped);
  const values = new Map(
    shared.map(({ id }) => [
      id,
      stepped.length === 0
        ? (before[0]?.slots[id]?.[0] ?? NaN)
        : round(stepped.reduce((sum, { state }) => sum + (state.slots[id]?.[0] ?? NaN), 0) / stepped.length),
    ]),
  );
  return states.map((state) => ({
    ...state,
    slots: state.slots.map((slot, id) => {
      const value = values.get(id);
      return value === undefined ? slot : Float64Array.of(value);
    }),
  }));
}
