import { dtypeOf, sizesOf } from "../../builtins/typing/types.js";
import { labelOf } from "../../builtins/history/label.js";
import { timingOf } from "../../check/make.js";
import type { TypedBuffer, TypedBufferReference } from "../../check/typed.js";
import { sizeOf } from "../../ir/broadcast.js";
import type { NodeId, QueuedRate } from "../../ir/node.js";
import type { PhaseLowering, SpecLowering } from "../spec-lowering.js";
import { completes, episodeEnded, segmentNamed } from "./segments.js";

/** What stands in a buffer before this update, or how many items that are. */
export function lowerBuffer({ of: buffer, field }: TypedBufferReference, lowering: PhaseLowering): NodeId {
  const { ir } = lowering;
  const ages = agesOf(buffer, lowering);
  if (field === "length") return ir.reduce("sum", isThere(ages, lowering));
  const { type } = buffer.value;
  const shape = [buffer.size, ...sizesOf(type)];
  return lowering.remember(
    { owner: buffer, name: nameOf(buffer), dtype: dtypeOf(type), shape, initial: zeros(shape) },
    (old) => {
      const { of, value, enters } = entering(buffer, lowering.whole);
      return ir.enqueue({ old, stays: stays(ages, buffer, lowering) }, value, enters, of);
    },
  );
}

/** In how many updates from its own on each item will have been read, 1 in the first; 0 where no item is. Without a limit to their age items do not age. */
function agesOf(buffer: TypedBuffer, lowering: PhaseLowering): NodeId {
  const { ir } = lowering;
  const shape = [buffer.size];
  return lowering.remember(
    { owner: buffer, name: `${nameOf(buffer)}.ages`, dtype: "int", shape, initial: zeros(shape) },
    (ages) => {
      const one = ir.constant(1, "int");
      const old = buffer.maxAge === undefined ? ages : ir.binary("add", ages, one);
      const { of, enters } = entering(buffer, lowering.whole);
      return ir.enqueue({ old, stays: stays(ages, buffer, lowering) }, one, enters, of);
    },
  );
}

function isThere(ages: NodeId, { ir }: PhaseLowering): NodeId {
  return ir.binary("greater", ages, ir.constant(0, "int"));
}

/** Which items the next update still reads. */
function stays(ages: NodeId, { maxAge }: TypedBuffer, lowering: PhaseLowering): NodeId {
  const { ir } = lowering;
  const there = isThere(ages, lowering);
  return maxAge === undefined ? there : ir.binary("and", there, ir.binary("less", ages, ir.constant(maxAge, "int")));
}

/** What may enter, what there is one value of, and which do: those of episodes that are over, where `where` holds, nothing is missing and all numbers are finite. */
function entering(
  { value, where }: TypedBuffer,
  whole: SpecLowering,
): { readonly of: QueuedRate; readonly value: NodeId; readonly enters: NodeId } {
  const { ir, finish, timings } = whole;
  const read = [value, where].flatMap((part) => part ?? []);
  const { rate, segment: name } = timingOf(read.map((part) => timings.of(part)));
  const node = ir.broadcast(ir.cast(finish.expression(value), dtypeOf(value.type)), sizesOf(value.type));
  const conditions = [
    where && finish.expression(where),
    finish.presenceOfAll(read),
    ir.node(node).dtype === "float" ? ir.reduce("all", ir.unary("is-finite", node)) : undefined,
    rate === "segment" ? completes(segmentNamed(name ?? "", whole), whole) : undefined,
  ];
  const of = rate === "segment" ? "step" : rate === "const" || rate === "param" ? "batch" : rate;
  const over = isOver(of, whole);
  return {
    of,
    value: node,
    enters: conditions.reduce<NodeId>(
      (all, condition) => (condition === undefined ? all : ir.binary("and", all, condition)),
      over,
    ),
  };
}

/** Whether the episode has ended, or some episode of the group. */
function isOver(of: QueuedRate, whole: SpecLowering): NodeId {
  const { ir } = whole;
  if (of === "batch") return ir.boolean(true);
  const over = episodeEnded(whole);
  return of === "group" ? ir.pool("any", over, ir.boolean(true), ["episode", "group"]) : over;
}

function nameOf({ value, size }: TypedBuffer): string {
  return `buffer(${labelOf(value)}, ${size})`;
}

function zeros(shape: readonly number[]): readonly number[] {
  return Array.from({ length: sizeOf(shape) }, () => 0);
}
