import { showExpression } from "../../check/machines/show-expression.js";
import type { TypedExpression } from "../../check/typed.js";

const longest = 40;

/** An expression as the name of a slot or in a message: `torque`, `Delivery.state`, `x > 0`; long ones are cut. */
export function labelOf(value: TypedExpression): string {
  const text = showExpression(value);
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
