import type { TypedEnding } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import { machineFinal } from "./machines.js";
import type { SpecLowering } from "./spec-lowering.js";

/** How the episode ends in this step. */
export interface Ends {
  readonly terminated: NodeId;
  readonly truncated: NodeId;
}

/**
 * The environment's ends and the declared ones: what `terminated` and `truncated` mean inside of the spec. Terminated beats
 * truncated. An end by a term that is not finite is not among them, since that term may read `terminated` itself.
 */
export function lowerDeclaredEnds(whole: SpecLowering): Ends {
  return whole.once("terminated", () => {
    const { ir } = whole;
    const holds = (kind: TypedEnding["kind"]): NodeId =>
      whole.spec.endings
        .filter((ending) => ending.kind === kind)
        .reduce((any, ending) => ir.binary("or", any, endingCondition(ending, whole)), ir.flag(kind));
    const terminated = holds("terminated");
    return { terminated, truncated: ir.binary("and", holds("truncated"), ir.unary("not", terminated)) };
  });
}

/** Whether a declared end holds in this step. */
export function endingCondition(ending: TypedEnding, whole: SpecLowering): NodeId {
  return ending.form === "condition" ? whole.step.expression(ending.condition) : machineFinal(ending.machine, whole);
}
