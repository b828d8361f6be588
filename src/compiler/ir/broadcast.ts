/** The common shape of shapes of equal rank where a dimension of 1 stretches; `undefined` where they do not fit. */
export function broadcastShapes(shapes: readonly (readonly number[])[]): readonly number[] | undefined {
  const rank = shapes[0]?.length ?? 0;
  const result: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    let size = 1;
    for (const shape of shapes) {
      const dimension = shape[axis];
      if (shape.length !== rank || dimension === undefined) return undefined;
      if (dimension === 1 || dimension === size) continue;
      if (size !== 1) return undefined;
      size = dimension;
    }
    result.push(size);
  }
  return result;
}

/** Number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}
