import type { LoopBuilder } from "../loop-builder.js";
import type { ValueId } from "../loop-program.js";
import type { Elements } from "./node-elements.js";

/** The part at a place that is computed: one choice for each place. */
export function dynamicSlice(loop: LoopBuilder, { shape, values }: Elements, index: ValueId): readonly ValueId[] {
  const [places = 1] = shape;
  const size = values.length / places;
  return values.slice(0, size).map((first, element) => {
    let found = first;
    for (let place = 1; place < places; place++)
      found = loop.select(isAt(loop, index, place), values[place * size + element] ?? first, found);
    return found;
  });
}

export function dynamicUpdate(
  loop: LoopBuilder,
  { values }: Elements,
  index: ValueId,
  part: readonly ValueId[],
): readonly ValueId[] {
  return values.map((old, element) => {
    const place = Math.floor(element / part.length);
    return loop.select(isAt(loop, index, place), part[element % part.length] ?? old, old);
  });
}

function isAt(loop: LoopBuilder, index: ValueId, place: number): ValueId {
  return loop.binary("equal", index, loop.constant(place, "int"));
}
