import type { Span } from "../../source/span.js";
import { timingOfSignal } from "../declaration/signal-timing.js";
import { atParam, binary, constant, select } from "../make.js";
import { hull } from "./interval.js";
import type { Axis, TypedExpression, TypedSignalDeclaration, ValueType } from "../typed.js";

/** An axis of varying length: of at most `size` items, whose number comes in as a signal of its own. `owner`: the signal that it belongs to and is called after. */
export function raggedAxis(name: string, size: number, owner?: Pick<TypedSignalDeclaration, "per">): Axis {
  const per = owner?.per === undefined ? {} : { per: owner.per };
  return { size, name, ragged: { length: `${name}.length`, own: owner !== undefined, ...per } };
}

/** Whether a signal of this name is the length of an axis: names that a spec declares have no dot. */
export function isLength(signal: string): boolean {
  return signal.endsWith(".length");
}

export function isRagged({ shape }: Pick<ValueType, "shape">): boolean {
  return shape.some(({ ragged }) => ragged !== undefined);
}

function lengthType({ size }: Axis): ValueType {
  return { element: "int", shape: [], range: [0, size] };
}

/** How many items an axis has in this step, an `int`; a constant where it does not vary. */
export function lengthOf(axis: Axis, span: Span): TypedExpression {
  const { size, ragged } = axis;
  if (ragged === undefined) return constant([size], { element: "int", shape: [], range: [size, size] }, span);
  const type = lengthType(axis);
  if (typeof ragged.length !== "string")
    return { kind: "buffer", type, ...atParam, span, of: ragged.length, field: "length" };
  return { kind: "signal", type, ...timingOfSignal(ragged.per), span, name: ragged.length };
}

/** Whether there is an item at the place. */
export function isThere(axis: Axis, place: TypedExpression, span: Span): TypedExpression {
  return binary("less", place, lengthOf(axis, span), { element: "bool", shape: [] }, span);
}

/** The value where the condition holds; where it does not 0, false or the first member: an item that is not there. */
export function orNothing(value: TypedExpression, there: TypedExpression): TypedExpression {
  const { element, members, range } = value.type;
  const none = constant([0], { element, shape: [], ...(members === undefined ? {} : { members }) }, value.span);
  const wider = range && hull([...range, 0]);
  const type: ValueType = { ...value.type, ...(wider === undefined ? {} : { range: wider }) };
  return select(there, value, none, type, value.span);
}

/**
 * For each place of an array of this shape whether there is an item, as booleans that stretch to the shape; `undefined` where no axis varies in length.
 */
export function presence(shape: readonly Axis[], span: Span): TypedExpression | undefined {
  return shape.reduce<TypedExpression | undefined>((present, axis, index) => {
    if (axis.ragged === undefined) return present;
    const sizes = shape.map((_, place): Axis => ({ size: place === index ? axis.size : 1 }));
    const places = constant(
      Array.from({ length: axis.size }, (_, place) => place),
      { element: "int", shape: sizes },
      span,
    );
    const along = binary("less", places, lengthOf(axis, span), { element: "bool", shape: sizes }, span);
    if (present === undefined) return along;
    const both = present.type.shape.map((before, place) => (place === index ? { size: axis.size } : before));
    return binary("and", present, along, { element: "bool", shape: both }, span);
  }, undefined);
}

/** The axes of varying length of a signal, with the signals that say how long they are. */
export function lengthsOf({ shape }: ValueType): readonly { readonly axis: number; readonly signal: string }[] {
  return shape.flatMap(({ ragged }, axis) =>
    typeof ragged?.length === "string" ? [{ axis, signal: ragged.length }] : [],
  );
}

/** The inputs that say how long axes are. The length of an axis that only actions have comes with the action. */
export function lengthSignals(
  axes: ReadonlyMap<string, { readonly axis: Axis; readonly span: Span }>,
  signals: readonly TypedSignalDeclaration[],
): readonly TypedSignalDeclaration[] {
  return [...axes].map(([name, { axis, span }]) => {
    const roles = signals
      .filter(({ type }) => type.shape.some(({ ragged }) => ragged?.length === name))
      .map(({ role }) => role);
    const role = roles.length > 0 && roles.every((each) => each === "action") ? "action" : "signal";
    const per = axis.ragged?.per === undefined ? {} : { per: axis.ragged.per };
    return {
      name,
      role,
      type: lengthType(axis),
      ...per,
      documentation: `How many items \`${axis.name ?? ""}\` has.`,
      span,
    };
  });
}
