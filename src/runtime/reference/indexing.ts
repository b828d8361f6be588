/** Number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

/** Position on every axis of the row-major element `index`. */
export function coordinates(index: number, shape: readonly number[]): number[] {
  const result: number[] = [];
  let rest = index;
  for (const dimension of [...shape].reverse()) {
    result.unshift(rest % dimension);
    rest = Math.floor(rest / dimension);
  }
  return result;
}

/** Row-major index of a position; an axis of size 1 accepts any position (it broadcasts). */
export function indexOf(position: readonly number[], shape: readonly number[]): number {
  return shape.reduce((index, dimension, axis) => index * dimension + (dimension === 1 ? 0 : (position[axis] ?? 0)), 0);
}

export function inserted(list: readonly number[], axis: number, value: number): number[] {
  return [...list.slice(0, axis), value, ...list.slice(axis)];
}

export function replaced(list: readonly number[], axis: number, value: number): number[] {
  return list.map((old, index) => (index === axis ? value : old));
}
