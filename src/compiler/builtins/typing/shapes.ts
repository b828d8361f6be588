import type { Axis } from "../../check/typed.js";

/**
 * The common axes of arrays that are combined element by element: aligned from the right, size 1 stretches, named axes meet only
 * their own name. `undefined` where they do not fit.
 */
export function broadcastAxes(shapes: readonly (readonly Axis[])[]): readonly Axis[] | undefined {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const result: Axis[] = [];
  for (let fromRight = rank; fromRight >= 1; fromRight--) {
    let axis: Axis = { size: 1 };
    for (const shape of shapes) {
      const other = shape.at(-fromRight);
      if (fromRight > shape.length || other === undefined) continue;
      const joined = joinAxes(axis, other);
      if (joined === undefined) return undefined;
      axis = joined;
    }
    result.push(axis);
  }
  return result;
}

function joinAxes(left: Axis, right: Axis): Axis | undefined {
  if (left.size === 1 && left.name === undefined) return right;
  if (right.size === 1 && right.name === undefined) return left;
  if (left.size !== right.size) return undefined;
  if (left.name !== undefined && right.name !== undefined && left.name !== right.name) return undefined;
  if (left.ragged !== undefined && right.ragged !== undefined && left.ragged.length !== right.ragged.length)
    return undefined;
  return left.name === undefined ? right : left;
}
