import { unreachable } from "../unreachable.js";
import type { TypedExpression, TypedTerm, TypedTermReference } from "./typed.js";

/** The expressions that a term's name, or one of its parts, is made of. */
export function partsOfTerm(
  part: TypedTermReference["part"],
  { body, weight, when, clip }: TypedTerm,
): readonly TypedExpression[] {
  const guard = when === undefined ? [] : [when];
  switch (part) {
    case "raw":
      return [body];
    case "weight":
      return [weight];
    case "active":
      return guard;
    case "contribution":
      return [body, weight, ...guard, ...(clip === undefined ? [] : [clip.low, clip.high])];
    default:
      return unreachable(part);
  }
}
