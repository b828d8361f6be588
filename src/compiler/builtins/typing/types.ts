import type { Axis, Dimension, ValueType } from "../../check/typed.js";
import type { DType } from "../../ir/node.js";

export type Range = readonly [number, number];

/** A type of numbers; what is not known is left out. */
export function numeric(
  element: "int" | "float",
  shape: readonly Axis[],
  facts: { unit?: Dimension | undefined; range?: Range | undefined } = {},
): ValueType {
  return {
    element,
    shape,
    ...(facts.unit === undefined ? {} : { unit: facts.unit }),
    ...(facts.range === undefined ? {} : { range: facts.range }),
  };
}

export function boolean(shape: readonly Axis[]): ValueType {
  return { element: "bool", shape };
}

/** The same type with other axes; a quaternion stays one only while its four components are its last axis. */
export function withShape(type: ValueType, shape: readonly Axis[]): ValueType {
  const { quaternion, ...rest } = type;
  return quaternion !== undefined && shape.at(-1)?.size === 4 ? { ...rest, shape, quaternion } : { ...rest, shape };
}

/** The type without its range, for values that may leave it. */
export function withoutRange(type: ValueType): ValueType {
  const { range: _, ...rest } = type;
  return rest;
}

/** The range of a value: as declared, [0, 1] for booleans, unbounded where nothing is known. */
export function rangeOf(type: ValueType): Range {
  return type.range ?? (type.element === "bool" ? [0, 1] : [-Infinity, Infinity]);
}

/** The type of a value in the graph. Enums are the index of their member. */
export function dtypeOf(type: ValueType): DType {
  switch (type.element) {
    case "bool":
      return "bool";
    case "int":
    case "enum":
      return "int";
    case "float":
      return "float";
    case "string":
      throw new Error("a string has no value in the graph");
  }
}

export function sizesOf(type: ValueType): readonly number[] {
  return type.shape.map((axis) => axis.size);
}

/** `float[3]`, `bool`, `quat wxyz`, `enum { A, B }`, as a spec would write it. */
export function describeType(type: ValueType): string {
  const axes = (type.quaternion === undefined ? type.shape : type.shape.slice(0, -1)).map((axis) =>
    axis.ragged?.own === true ? `<= ${axis.size}` : (axis.name ?? String(axis.size)),
  );
  const element =
    type.quaternion !== undefined
      ? `quat ${type.quaternion}`
      : type.element === "enum"
        ? `enum { ${(type.members ?? []).join(", ")} }`
        : type.element;
  return axes.length === 0 ? element : `${element}[${axes.join(", ")}]`;
}
