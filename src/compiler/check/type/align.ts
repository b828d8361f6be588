import { broadcastAxes } from "../../builtins/typing/shapes.js";
import { withShape } from "../../builtins/typing/types.js";
import { permute } from "../make.js";
import type { Axis, TypedExpression } from "../typed.js";

export interface Aligned {
  /** The values in the order given, with axes moved where their names ask for it. */
  readonly values: readonly TypedExpression[];
  /** What they have in common. */
  readonly shape: readonly Axis[];
}

/**
 * Makes arrays fit: axes of one name meet, all others meet from the right, size 1 stretches. The array with the most axes (the
 * first of several) gives the order. `undefined` where they do not fit.
 */
export function align(values: readonly TypedExpression[]): Aligned | undefined {
  if (values.every(({ type }) => type.shape.length === 0)) return { values, shape: [] };
  const frame = values.reduce(
    (longest: readonly Axis[], { type }) => (type.shape.length > longest.length ? type.shape : longest),
    [],
  );
  const moved: TypedExpression[] = [];
  for (const value of values) {
    const aligned = alignTo(frame, value);
    if (aligned === undefined) return undefined;
    moved.push(aligned);
  }
  const shape = broadcastAxes(moved.map(({ type }) => type.shape));
  return shape && { values: moved, shape };
}

function alignTo(frame: readonly Axis[], value: TypedExpression): TypedExpression | undefined {
  const { shape } = value.type;
  const axes = placesIn(frame, shape);
  if (axes === undefined) return undefined;
  const first = axes.findIndex((axis) => axis >= 0);
  const trimmed = first < 0 ? [] : axes.slice(first);
  if (trimmed.length === shape.length && trimmed.every((axis, place) => axis === place)) return value;
  return permute(
    value,
    trimmed,
    withShape(
      value.type,
      trimmed.map((axis) => shape[axis] ?? { size: 1 }),
    ),
  );
}

/** For each axis of `frame` the axis of `shape` that meets it, or -1. */
function placesIn(frame: readonly Axis[], shape: readonly Axis[]): readonly number[] | undefined {
  const places = frame.map(({ name }) => (name === undefined ? -1 : shape.findIndex((axis) => axis.name === name)));
  const rest = shape.map((_, axis) => axis).filter((axis) => !places.includes(axis));
  let place = frame.length - 1;
  for (const axis of rest.reverse()) {
    while (place >= 0 && places[place] !== -1) place--;
    if (place < 0) return undefined;
    places[place--] = axis;
  }
  return places;
}
