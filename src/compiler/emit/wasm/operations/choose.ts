import { reinterpret, type Code } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";
import { i32x4, select } from "../encoder/vector-instructions.js";
import { float, floatOf, maskOf, whole, type Lanes } from "./lanes.js";

/**
 * Lane by lane one of two values of one type. The other has no effect at all, be it NaN. Engines make three instructions of a selection, and one of what is masked out: so where one side is 0 (all bits, −0 is
 * another number) the mask alone does it.
 */
export function choose(body: FunctionBody, condition: Lanes, then: Lanes, otherwise: Lanes): Lanes {
  const mask = maskOf(condition);
  if (then.type === "float") {
    const bits = maskedBits(mask, then, otherwise);
    return float(body, bits === undefined ? select(mask, then.code, floatOf(otherwise)) : reinterpret("f32x4", bits));
  }
  if (then.type !== otherwise.type) throw new Error(`${then.type} or ${otherwise.type} is no type`);
  return whole(body, then.type, maskedBits(mask, then, otherwise) ?? select(mask, then.code, otherwise.code));
}

function maskedBits(mask: Code<"i32x4">, then: Lanes, otherwise: Lanes): Code<"i32x4"> | undefined {
  if (Object.is(otherwise.constant, 0)) return i32x4.and(reinterpret("i32x4", then.code), mask);
  return Object.is(then.constant, 0) ? i32x4.andNot(reinterpret("i32x4", otherwise.code), mask) : undefined;
}
