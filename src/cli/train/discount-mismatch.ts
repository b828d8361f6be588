import type { SpecDescriptor } from "../../runtime/kernel/descriptor.js";

/**
 * A warning where the learner discounts otherwise than the spec: a potential difference γΦ(s′) − Φ(s) keeps the best policy under the same γ only
 * (Ng, Harada and Russell 1999). Without shaping the learner's discount is its own choice.
 */
export function discountMismatch(
  { shapings, discount }: Pick<SpecDescriptor, "shapings" | "discount">,
  learner: number | undefined,
): string | undefined {
  if (shapings.length === 0 || discount === undefined || learner === undefined || learner === discount)
    return undefined;
  return `warning: the learner discounts by ${learner}, the spec's shaping by ${discount}: shaping may change what is best\n`;
}
