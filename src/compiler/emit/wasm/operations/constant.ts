import type { DType } from "../../../ir/node.js";
import { f32x4, i32x4 } from "../encoder/vector-instructions.js";
import type { Lanes } from "./lanes.js";

/** The same number in four lanes; a boolean that is not 0 is true. */
export function constant(value: number, dtype: DType): Lanes {
  if (dtype === "float") return { dtype, code: f32x4.constant(value) };
  return { dtype, code: i32x4.constant(dtype === "bool" ? -Number(value !== 0) : value) };
}
