import type { NodeRate } from "../../../compiler/ir/node.js";

/** A node's values: one row-major array for each step, episode or group, or a single one where it is the same everywhere. */
export interface Column {
  readonly rate: NodeRate;
  readonly shape: readonly number[];
  readonly values: readonly Float64Array[];
}

/** The value of element `index`. */
export function valueAt({ rate, values }: Column, index: number): Float64Array {
  const value = values[rate === "const" || rate === "param" ? 0 : index];
  if (value === undefined) throw new Error(`nothing at ${index}`);
  return value;
}

/** Component `at` of the value of element `index`; a scalar stands for every component. */
export function numberAt(column: Column, index: number, at: number): number {
  const value = valueAt(column, index);
  return value[value.length === 1 ? 0 : at] ?? NaN;
}
