import type { Code } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";

/**
 * A value of four environments: floats in single precision, ints in 32 bits, booleans as masks (all bits of a lane, or none). Its code is
 * cheap: it reads a variable, or is a constant.
 */
export type Lanes = (
  | { readonly type: "float"; readonly code: Code<"f32x4"> }
  | { readonly type: "int" | "bool"; readonly code: Code<"i32x4"> }
) & {
  /** Where it is a constant: the number, of a boolean 0 or 1. */
  readonly constant?: number;
  /** Set where a float is known to be at most 0 or NaN. */
  readonly atMostZero?: boolean;
};

/** Computes a float here, once. */
export function float(body: FunctionBody, code: Code<"f32x4">): Lanes {
  return { type: "float", code: body.keep(code) };
}

/** Computes an int or a mask here, once. */
export function whole(body: FunctionBody, type: "int" | "bool", code: Code<"i32x4">): Lanes {
  return { type, code: body.keep(code) };
}

/** A value that must be of floats. */
export function floatOf(lanes: Lanes): Code<"f32x4"> {
  if (lanes.type !== "float") throw new Error(`${lanes.type} where a float belongs`);
  return lanes.code;
}

/** A value that must be of ints. */
export function intOf(lanes: Lanes): Code<"i32x4"> {
  if (lanes.type !== "int") throw new Error(`${lanes.type} where an int belongs`);
  return lanes.code;
}

/** A value that must be a mask. */
export function maskOf(lanes: Lanes): Code<"i32x4"> {
  if (lanes.type !== "bool") throw new Error(`${lanes.type} where a bool belongs`);
  return lanes.code;
}
