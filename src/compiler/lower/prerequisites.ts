import { builtins } from "../builtins/index.js";
import { partsOfTerm } from "../check/term-parts.js";
import { childrenOf } from "../check/walk.js";
import type { TypedExpression } from "../check/typed.js";
import { unreachable } from "../unreachable.js";
import { isWhole } from "./finish/finished.js";
import { isRecorded } from "./finish/recorded.js";
import type { PhaseLowering } from "./spec-lowering.js";

/**
 * What must be lowered in the same phase before `value`. State operators ask for their arguments themselves, since `prev` and
 * `captured` do not need them in the step; brackets bound how deep those nest.
 */
export function prerequisites(value: TypedExpression, lowering: PhaseLowering): readonly TypedExpression[] {
  if (lowering.phase === "finish" && (isRecorded(value, lowering) || (lowering.inTest && isWhole(value)))) return [];
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
    case "member":
    case "payment":
    case "trajectory":
      return [value.value];
    case "aggregate":
      return lowering.phase === "finish" ? childrenOf(value) : [];
    // What enters a buffer is asked for at the end of the update.
    case "buffer":
    case "segment":
      return [];
    case "term":
      return partsOfTerm(value.part, lowering.whole.term(value.term));
    case "constant":
    case "signal":
    case "param":
    case "environment":
    case "causal":
    case "machine":
    case "objective":
    case "scheme":
    case "shaping":
    case "error":
      return [];
    default:
      return unreachable(value);
  }
}
