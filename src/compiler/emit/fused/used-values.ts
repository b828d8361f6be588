import { at } from "../at.js";
import { inputsOf, renumbered } from "./loop-inputs.js";
import type { Loop, ValueId } from "./loop-program.js";

/** The loop without the values that no store needs. */
export function usedValues({ values, uniforms, stores, rowStores }: Loop): Loop {
  const used = new Set<ValueId>([
    ...stores.map(({ value }) => value),
    ...rowStores.flatMap(({ row, value }) => [row, value]),
  ]);
  for (let id = values.length - 1; id >= 0; id--)
    if (used.has(id)) inputsOf(at(values, id)).forEach((input) => used.add(input));
  const kept = values.map((_, id) => id).filter((id) => used.has(id));
  const places: ValueId[] = [];
  for (const [place, id] of kept.entries()) places[id] = place;
  const place = (id: ValueId): ValueId => at(places, id);
  return {
    values: kept.map((id) => renumbered(at(values, id), place)),
    uniforms: kept.filter((id) => id < uniforms).length,
    stores: stores.map((store) => ({ ...store, value: place(store.value) })),
    rowStores: rowStores.map((store) => ({ ...store, row: place(store.row), value: place(store.value) })),
  };
}
