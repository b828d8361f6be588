import type { Lowering } from "../../builtins/builtin.js";
import type { Tag, Timing, TypedCall, TypedCausal, TypedExpression } from "../../check/typed.js";
import type { NodeId, PooledRate } from "../../ir/node.js";
import { lowerHistory } from "../expression.js";
import type { PhaseLowering, SpecLowering } from "../spec-lowering.js";
import { completes, episodeEnded, segmentNamed } from "./segments.js";

/**
 * History of what has one value for each tag (`ema(mean(x) over batch by tag, 0.1)`): the operator runs on a table with the tags along its last axis, and the memory of a tag that does not occur in an update stands still. A tag
 * occurs where a step, a complete segment or an episode that is over has it, whatever `where` takes of them.
 */
export function lowerTagHistory(value: TypedCall | TypedCausal, tag: Tag, lowering: PhaseLowering): NodeId {
  const { ir, whole } = lowering;
  const timing = whole.timings.of(value);
  const of = elementsOf(timing);
  const places = Array.from({ length: tag.keys }, (_, place) => place);
  const own = ir.binary("equal", ir.constant(places, "int", [tag.keys]), lowering.expression(tag.key));
  const table = tabled({ tag, of, own: ir.binary("and", own, countsIn(timing, whole)) }, lowering);
  const type = { ...value.type, shape: [...value.type.shape, { size: tag.keys }] };
  return ir.spread(ownOf(lowerHistory({ ...value, type }, table), own, lowering), of);
}

/** Values, what there is one of each for, and which tag each has: bool `[tags]`. */
interface Tagged {
  readonly tag: Tag;
  readonly of: PooledRate;
  readonly own: NodeId;
}

/** A lowering in which values have the tags along their last axis, or size 1 there, and state stands still for those that do not occur. */
function tabled({ tag: { keys, number }, of, own }: Tagged, lowering: PhaseLowering): Lowering {
  const { ir, whole } = lowering;
  const column = (node: NodeId): NodeId => ir.reshape(node, [...ir.node(node).shape, 1]);
  const fit = (node: NodeId): NodeId => ir.broadcast(column(node), [...ir.node(node).shape, keys]);
  const expression = (value: TypedExpression): NodeId => {
    const node = lowering.expression(value);
    if (whole.timings.of(value).perTag?.number !== number) return column(node);
    // All values of a tag are one.
    const included = ir.broadcast(own, [...ir.node(node).shape, keys]);
    return ir.pool(ir.node(node).dtype === "bool" ? "any" : "max", fit(node), included, [of, "batch"]);
  };
  const occurs = ir.pool("any", own, ir.boolean(true), [of, "batch"]);
  return {
    ir,
    phase: lowering.phase,
    dt: lowering.dt,
    expression,
    presenceOfAll: (values) => lowering.presenceOfAll(values),
    atReset: (value) => column(lowering.atReset(value)),
    state(draft, next) {
      const shape = draft.shape.length === 0 ? [keys] : draft.shape;
      const initial = ir.broadcast(draft.initial, shape);
      return lowering.state({ ...draft, shape, initial }, (old) => ir.select(occurs, next(old), old));
    },
    remember: (draft, next) => lowering.remember(draft, next),
  };
}

/** The value of each one's own tag, from the last axis. */
function ownOf(table: NodeId, own: NodeId, { ir }: PhaseLowering): NodeId {
  const { dtype, shape } = ir.node(table);
  const axes = [shape.length - 1];
  if (dtype === "bool") return ir.reduce("any", ir.binary("and", table, own), axes);
  return ir.reduce("sum", ir.select(own, table, ir.constant(0, dtype)), axes);
}

function elementsOf({ rate }: Timing): PooledRate {
  return rate === "episode" || rate === "group" ? rate : "step";
}

/** Which steps, segments and episodes are whole. */
function countsIn({ rate, segment }: Timing, whole: SpecLowering): NodeId {
  if (rate === "episode") return episodeEnded(whole);
  return rate === "segment" ? completes(segmentNamed(segment ?? "", whole), whole) : whole.ir.boolean(true);
}
