import type { TypedSegment, TypedSegmentReference } from "../../check/typed.js";
import type { NodeId, PoolFunction } from "../../ir/node.js";
import { unreachable } from "../../unreachable.js";
import { lowerEnds } from "../endings.js";
import type { PhaseLowering, SpecLowering } from "../spec-lowering.js";

/** Whether each step is the last of its segment, as far as the condition says; the last step of an episode ends one, too. */
export function boundaryOf(segment: TypedSegment, whole: SpecLowering): NodeId {
  return whole.once(`segment ${segment.name}`, () => {
    const { ir } = whole;
    const condition = ir.record(whole.step.expression(segment.condition));
    if (segment.form === "between") return condition;
    const next = ir.shift(condition, 1, condition);
    return ir.binary("not-equal", condition, next);
  });
}

/** The segment of this name: names of segments are unique in a spec, and what reads one has been lowered with it. */
export function segmentNamed(name: string, whole: SpecLowering): TypedSegment {
  const segment = whole.spec.segments.find((candidate) => candidate.name === name);
  if (segment === undefined) throw new Error(`no segment ${name}`);
  return segment;
}

/** Whether each step ends a segment that is complete: in an unfinished episode the last one is not. */
export function completes(segment: TypedSegment, whole: SpecLowering): NodeId {
  return whole.ir.binary("or", boundaryOf(segment, whole), endedHere(whole));
}

/** Whether the episode ends with the step, for whatever reason. */
export function endedHere(whole: SpecLowering): NodeId {
  const { ir } = whole;
  const { terminated, truncated } = lowerEnds(whole);
  return ir.record(ir.binary("or", terminated, truncated));
}

/** Whether the episode has ended: not, where the rollout was cut. */
export function episodeEnded(whole: SpecLowering): NodeId {
  return whole.ir.pool("any", endedHere(whole), whole.ir.boolean(true), ["step", "episode"]);
}

/** All included values of each segment as one, in all its steps. */
export function poolSegment(
  fn: PoolFunction,
  value: NodeId,
  included: NodeId,
  segment: TypedSegment,
  whole: SpecLowering,
): NodeId {
  const { ir } = whole;
  const boundary = boundaryOf(segment, whole);
  return atLast(ir.scan(fn, "forward", value, included, boundary), segment, whole);
}

/** The value of each segment's last step, in all its steps. */
export function atLast(value: NodeId, segment: TypedSegment, whole: SpecLowering): NodeId {
  return whole.ir.scan("first", "backward", value, whole.ir.boolean(true), boundaryOf(segment, whole));
}

/** The value of each segment's first step, in all its steps. */
export function atFirst(value: NodeId, segment: TypedSegment, whole: SpecLowering): NodeId {
  return whole.ir.scan("first", "forward", value, whole.ir.boolean(true), boundaryOf(segment, whole));
}

/** How many segments of its episode came before that of each step. */
export function indexOf(segment: TypedSegment, whole: SpecLowering): NodeId {
  const { ir } = whole;
  const before = ir.shift(ir.cast(boundaryOf(segment, whole), "int"), -1, ir.constant(0, "int"));
  return ir.scan("sum", "forward", before, ir.boolean(true), ir.boolean(false));
}

export function lowerSegmentReference({ of, field }: TypedSegmentReference, { ir, whole }: PhaseLowering): NodeId {
  switch (field) {
    case "here":
      return ir.boolean(true);
    case "index":
      return indexOf(of, whole);
    case "is_last": {
      const followed = ir.shift(ir.boolean(true), 1, ir.boolean(false));
      const border = ir.binary("and", boundaryOf(of, whole), followed);
      return ir.unary("not", ir.scan("any", "backward", border, ir.boolean(true), ir.boolean(false)));
    }
    default:
      return unreachable(field);
  }
}
