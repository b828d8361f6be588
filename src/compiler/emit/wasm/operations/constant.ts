import type { ScalarType } from "../../../../runtime/fused/layout.js";
import { f32x4, i32x4 } from "../encoder/vector-instructions.js";
import type { Lanes } from "./lanes.js";

/** The same number in four lanes; a boolean that is not 0 is true. */
export function constant(value: number, type: ScalarType): Lanes {
  if (type === "float") return { type, code: f32x4.constant(value), constant: value };
  if (type === "int") return { type, code: i32x4.constant(value), constant: value };
  return { type, code: i32x4.constant(-Number(value !== 0)), constant: Number(value !== 0) };
}
