import { builtins } from "../builtins/index.js";
import type { TypedExpression, TypedTerm, TypedTermReference } from "../check/typed.js";
import { unreachable } from "../unreachable.js";
import type { PhaseLowering } from "./spec-lowering.js";

/**
 * What must be lowered in the same phase before `value`. State operators ask for their arguments themselves, since `prev` and
 * `captured` do not need them in the step; brackets bound how deep those nest.
 */
export function prerequisites(value: TypedExpression, lowering: PhaseLowering): readonly TypedExpression[] {
  switch (value.kind) {
    case "unary":
      return [value.operand];
    case "binary":
      return [value.left, value.right];
    case "select":
      return [value.condition, value.then, value.else];
    case "vector":
      return value.items;
    case "index":
      return [value.value, ...value.items.flatMap((item) => (item.kind === "dynamic" ? [item.index] : []))];
    case "permute":
      return [value.value];
    case "let":
      return [value.let.value];
    case "call":
      return builtins.get(value.builtin)?.stateful === true ? [] : Object.values(value.arguments);
    case "term":
      return partsOf(value, lowering.whole.term(value.term));
    case "constant":
    case "signal":
    case "param":
    case "environment":
    case "causal":
    case "machine":
    case "shaping":
    case "error":
      return [];
    default:
      return unreachable(value);
  }
}

function partsOf({ part }: TypedTermReference, { body, weight, when, clip }: TypedTerm): readonly TypedExpression[] {
  const guard = when === undefined ? [] : [when];
  switch (part) {
    case "raw":
      return [body];
    case "weight":
      return [weight];
    case "active":
      return guard;
    case "contribution":
      return [weight, body, ...guard, ...(clip === undefined ? [] : [clip.low, clip.high])];
    default:
      return unreachable(part);
  }
}
