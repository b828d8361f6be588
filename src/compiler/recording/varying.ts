import type { RecordedValues } from "./line.js";

/** How long the axes of varying length are: the lengths by their signals. */
export type Lengths = ReadonlyMap<string, number>;

/** Values of an array, row-major, in the first places of a larger one; the other places are 0. */
export function inFirstPlaces(
  values: readonly number[],
  sizes: readonly number[],
  whole: readonly number[],
): readonly number[] {
  const [size = 1, ...rest] = sizes;
  const [places = 1, ...inner] = whole;
  if (sizes.length === 0) return values;
  const width = values.length / Math.max(size, 1);
  const full = inner.reduce((product, each) => product * each, 1);
  return Array.from({ length: places }, (_, place) =>
    place < size
      ? inFirstPlaces(values.slice(place * width, (place + 1) * width), rest, inner)
      : Array.from({ length: full }, () => 0),
  ).flat();
}

/** The place along an axis of an element, row-major. */
export function placeAlong(shape: readonly number[], axis: number, offset: number): number {
  const width = shape.slice(axis + 1).reduce((product, each) => product * each, 1);
  return Math.floor(offset / width) % (shape[axis] ?? 1);
}

/** Two lists that share an axis and differ in length: the signal that came first, and the lengths. */
export interface Disagreement {
  readonly signal: string;
  readonly first: { readonly name: string; readonly length: number };
  readonly second: { readonly name: string; readonly length: number };
}

/** The one length of each axis, given those that each signal's value has; or where they disagree. */
export function joinLengths(bySignal: ReadonlyMap<string, Lengths>): Lengths | Disagreement {
  const joined = new Map<string, { readonly name: string; readonly length: number }>();
  for (const [name, lengths] of bySignal)
    for (const [signal, length] of lengths) {
      const first = joined.get(signal);
      if (first !== undefined && first.length !== length) return { signal, first, second: { name, length } };
      if (first === undefined) joined.set(signal, { name, length });
    }
  return new Map([...joined].map(([signal, { length }]) => [signal, length]));
}

/** The lengths as values of their signals. */
export function lengthValues(lengths: Lengths): RecordedValues {
  return Object.fromEntries([...lengths].map(([signal, length]) => [signal, [length]]));
}

/** What is wrong with the second of two lists that differ in length. */
export function disagreement({ first, second }: Disagreement): {
  readonly name: string;
  readonly found: string;
  readonly expected: string;
} {
  const expected = `a list of ${first.length}, as \`${first.name}\` has on the same axis`;
  return { name: second.name, found: `a list of ${second.length}`, expected };
}
