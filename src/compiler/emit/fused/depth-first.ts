import { at } from "../at.js";
import { inputsOf, renumbered, renumberedStores, storedValues } from "./loop-inputs.js";
import type { Loop, ValueId } from "./loop-program.js";

/** The loop with values in the order in which its stores need them, each just before what needs it first: few live at a time. What no store needs is left out; what is the same in all environments stays in front. */
export function depthFirst(loop: Loop): Loop {
  const { values, uniforms } = loop;
  const order: ValueId[] = [];
  const seen = new Set<ValueId>();
  const stack = storedValues(loop)
    .map((id) => ({ id, ready: false }))
    .reverse();
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { id, ready } = top;
    if (ready) order.push(id);
    else if (!seen.has(id)) {
      seen.add(id);
      stack.push({ id, ready: true });
      for (const input of [...inputsOf(at(values, id))].reverse()) stack.push({ id: input, ready: false });
    }
  }
  const shared = order.filter((id) => id < uniforms).sort((a, b) => a - b);
  const places: ValueId[] = [];
  const ordered = [...shared, ...order.filter((id) => id >= uniforms)];
  for (const [place, id] of ordered.entries()) places[id] = place;
  const place = (id: ValueId): ValueId => at(places, id);
  return {
    values: ordered.map((id) => renumbered(at(values, id), place)),
    uniforms: shared.length,
    ...renumberedStores(loop, place),
  };
}
