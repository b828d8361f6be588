import type { Operand } from "./evaluate.js";

/** The part of an array at a place of its first axis, of `size` numbers. Throws where the array ends before it: a fault of the compiler. */
export function dynamicSlice(array: Operand, index: Operand, size: number): Float64Array {
  const start = startOf(array, index, size);
  return array.values.slice(start, start + size);
}

/** The array with another part at such a place. */
export function dynamicUpdate(array: Operand, index: Operand, part: Operand): Float64Array {
  const updated = array.values.slice();
  updated.set(part.values, startOf(array, index, part.values.length));
  return updated;
}

function startOf({ shape }: Operand, { values: [place = -1] }: Operand, size: number): number {
  const [places = 0] = shape;
  if (!Number.isInteger(place) || place < 0 || place >= places)
    throw new Error(`place ${place} of an array that has ${places}`);
  return place * size;
}
