import type { FunctionBody } from "../encoder/function-body.js";
import { select } from "../encoder/vector-instructions.js";
import { float, floatOf, maskOf, whole, type Lanes } from "./lanes.js";

/** Lane by lane one of two values of one dtype. The other has no effect at all, be it NaN. */
export function choose(body: FunctionBody, condition: Lanes, then: Lanes, otherwise: Lanes): Lanes {
  if (then.dtype === "float") return float(body, select(maskOf(condition), then.code, floatOf(otherwise)));
  if (then.dtype !== otherwise.dtype) throw new Error(`${then.dtype} or ${otherwise.dtype} is no type`);
  return whole(body, then.dtype, select(maskOf(condition), then.code, otherwise.code));
}
