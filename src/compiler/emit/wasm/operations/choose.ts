import type { FunctionBody } from "../encoder/function-body.js";
import { select } from "../encoder/vector-instructions.js";
import { float, floatOf, maskOf, whole, type Lanes } from "./lanes.js";

/** Lane by lane one of two values of one type. The other has no effect at all, be it NaN. */
export function choose(body: FunctionBody, condition: Lanes, then: Lanes, otherwise: Lanes): Lanes {
  if (then.type === "float") return float(body, select(maskOf(condition), then.code, floatOf(otherwise)));
  if (then.type !== otherwise.type) throw new Error(`${then.type} or ${otherwise.type} is no type`);
  return whole(body, then.type, select(maskOf(condition), then.code, otherwise.code));
}
