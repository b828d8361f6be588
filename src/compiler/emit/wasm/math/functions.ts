import type { FunctionBody } from "../encoder/function-body.js";
import type { F32x4 } from "./arithmetic.js";
import { exp, expm1 } from "./exponential.js";
import { sigmoid, tanh } from "./hyperbolic.js";
import { acos, asin, atan, atan2 } from "./inverse-trigonometric.js";
import { log, log1p } from "./logarithm.js";
import { power } from "./power.js";
import { floorModulo, remainder } from "./remainder.js";
import { cos, sin, tan } from "./trigonometric.js";

/** Functions of one operand that WebAssembly has no instruction for, by the names of the IR. */
export const unaryFunctions = {
  exp,
  expm1,
  log,
  log1p,
  tanh,
  sigmoid,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
} satisfies Record<string, (body: FunctionBody, x: F32x4) => F32x4>;

/** The same of two operands. */
export const binaryFunctions = { power, atan2, modulo: floorModulo, remainder } satisfies Record<
  string,
  (body: FunctionBody, x: F32x4, y: F32x4) => F32x4
>;
