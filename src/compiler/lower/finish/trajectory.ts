import type { AggregateScope, TypedTrajectory } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import { unreachable } from "../../unreachable.js";
import type { PhaseLowering, SpecLowering } from "../spec-lowering.js";
import { completes, endedHere, episodeEnded, poolSegment } from "./segments.js";

/** Values moved along their trajectories. */
export function lowerTrajectory({ value, operation }: TypedTrajectory, lowering: PhaseLowering): NodeId {
  const { ir, whole } = lowering;
  const x = ir.cast(lowering.expression(value), "float");
  switch (operation.kind) {
    case "suffix_sum":
      return suffixSum(value, x, lowering);
    case "telescope":
      return telescope(x, operation, lowering);
    case "place":
      return ir.select(lastStepOf(operation.scope, whole), x, ir.constant(0));
    case "spread":
      return ir.spread(ir.binary("divide", x, lengthOf(operation.scope, whole)), "step");
    default:
      return unreachable(operation);
  }
}

/** Of a value per segment each segment counts once, in its last step, whatever its length. */
function suffixSum(value: TypedTrajectory["value"], x: NodeId, { ir, whole }: PhaseLowering): NodeId {
  const { rate, segment } = whole.timings.of(value);
  const found = rate === "segment" ? whole.spec.segments.find(({ name }) => name === segment) : undefined;
  const counts =
    found !== undefined ? completes(found, whole) : rate === "episode" ? endedHere(whole) : ir.boolean(true);
  return ir.scan("sum", "backward", x, counts, ir.boolean(false));
}

/** x(t) − x(t + 1), or the negative. */
function telescope(
  x: NodeId,
  { direction, after }: Extract<TypedTrajectory["operation"], { readonly kind: "telescope" }>,
  { ir }: PhaseLowering,
): NodeId {
  const isLast = ir.unary("not", ir.shift(ir.boolean(true), 1, ir.boolean(false)));
  const zero = ir.constant(0);
  const present = after === "cut" ? ir.select(isLast, zero, x) : x;
  const next = ir.shift(present, 1, after === "hold" ? present : zero);
  return direction === "fall" ? ir.binary("subtract", present, next) : ir.binary("subtract", next, present);
}

function lastStepOf(scope: AggregateScope, whole: SpecLowering): NodeId {
  return scope.kind === "segment" ? completes(scope.segment, whole) : endedHere(whole);
}

/** Steps of the scope; nothing is spread over an episode that has not ended. */
function lengthOf(scope: AggregateScope, whole: SpecLowering): NodeId {
  const { ir } = whole;
  const one = ir.constant(1, "int");
  const all = ir.boolean(true);
  if (scope.kind === "segment") return poolSegment("sum", one, all, scope.segment, whole);
  return ir.select(episodeEnded(whole), ir.pool("sum", one, all, ["step", "episode"]), ir.constant(Infinity));
}
