import type { DType } from "../../compiler/ir/node.js";

/** JSON has no NaN: numbers that are not finite become words. */
export type Numeric = number | "NaN" | "Infinity" | "-Infinity";

/** A number as a record holds it. */
export function numeric(value: number): Numeric {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

/** Numbers by name. */
export function numerics(values: Readonly<Record<string, number>>): Readonly<Record<string, Numeric>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, numeric(value)]));
}

/** A value of any type and shape: nested lists for arrays. */
export type JsonValue = Numeric | boolean | readonly JsonValue[];

/** Row-major values as nested lists, as traces have them; enums are indices. */
export function jsonValue(dtype: DType, [size, ...rest]: readonly number[], values: Float64Array): JsonValue {
  if (size === undefined) {
    const [value = NaN] = values;
    return dtype === "bool" ? value !== 0 : numeric(value);
  }
  const stride = rest.reduce((product, each) => product * each, 1);
  return Array.from({ length: size }, (_, index) =>
    jsonValue(dtype, rest, values.subarray(index * stride, (index + 1) * stride)),
  );
}
