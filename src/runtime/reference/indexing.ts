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

/** How far apart in row-major order neighbours on each axis are; 0 on axes of size 1, so that they broadcast. */
export function stridesOf(shape: readonly number[]): number[] {
  return shape.map((dimension, axis) => (dimension === 1 ? 0 : sizeOf(shape.slice(axis + 1))));
}

/** Where the row-major element `index` of `shape` stands in an array that has these strides on its axes. */
export function offsetOf(index: number, shape: readonly number[], strides: readonly number[]): number {
  let offset = 0;
  let rest = index;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const dimension = shape[axis] ?? 1;
    offset += (rest % dimension) * (strides[axis] ?? 0);
    rest = Math.floor(rest / dimension);
  }
  return offset;
}

export function inserted(list: readonly number[], axis: number, value: number): number[] {
  return [...list.slice(0, axis), value, ...list.slice(axis)];
}

export function replaced(list: readonly number[], axis: number, value: number): number[] {
  return list.map((old, index) => (index === axis ? value : old));
}
