import { aggregators } from "../../builtins/aggregators/index.js";
import type { PooledScope } from "../../builtins/aggregators/pooled-scope.js";
import { dtypeOf, sizesOf } from "../../builtins/typing/types.js";
import type { Timing, TypedAggregate } from "../../check/typed.js";
import type { NodeId, PooledRate, PoolFunction } from "../../ir/node.js";
import type { PhaseLowering } from "../spec-lowering.js";
import { atLast, boundaryOf, completes, episodeEnded, indexOf, poolSegment, segmentNamed } from "./segments.js";

/** `f(x) over SCOPE` on whole trajectories: the aggregator's own rule over the values that count. */
export function lowerAggregate(aggregate: TypedAggregate, lowering: PhaseLowering): NodeId {
  const rule = aggregators.get(aggregate.aggregator);
  if (rule === undefined) throw new Error(`no aggregator ${aggregate.aggregator}`);
  const value = rule.pool(aggregate, scopeOf(aggregate, lowering));
  const { rate, segment } = lowering.whole.timings.pooledRate(aggregate);
  if (rate !== "segment" || segment === undefined || !(aggregate.exceptSelf || rule.ofEach === true)) return value;
  // A segment is itself in its last step, where it counts.
  return atLast(value, segmentNamed(segment, lowering.whole), lowering.whole);
}

function scopeOf(aggregate: TypedAggregate, lowering: PhaseLowering): PooledScope {
  const { ir, whole } = lowering;
  const shape = sizesOf(aggregate.type);
  const fits = (node: NodeId): NodeId => ir.broadcast(node, shape);
  const pooled = whole.timings.pooledRate(aggregate);
  const of = pooledElements(aggregate, pooled);
  const counts = fits(included(aggregate, pooled, lowering));
  const pool = poolOver(aggregate, of, counts, lowering);
  const value = fits(aggregate.value === undefined ? ir.boolean(true) : lowering.expression(aggregate.value));
  const empty = aggregate.empty && fits(ir.cast(lowering.expression(aggregate.empty), dtypeOf(aggregate.type)));
  const one = (condition: NodeId): NodeId => pool("sum", fits(ir.cast(condition, "int")));
  const { scope, exceptSelf } = aggregate;
  const key = keyOf(aggregate, lowering);
  return {
    lowering,
    value,
    empty,
    pool,
    poolAll: aggregate.exceptSelf ? poolOver({ ...aggregate, exceptSelf: false }, of, counts, lowering) : pool,
    count: (condition = ir.boolean(true)) => one(condition),
    place() {
      const boundary = scope.kind === "segment" ? boundaryOf(scope.segment, whole) : ir.boolean(false);
      const upTo = ir.scan("sum", "forward", ir.cast(counts, "int"), ir.boolean(true), boundary);
      return ir.binary("subtract", upTo, ir.cast(counts, "int"));
    },
    order: (node, order) =>
      ir.order(
        node,
        counts,
        {
          ...order,
          of,
          scope: scope.kind === "segment" ? "episode" : scope.kind,
          ...(exceptSelf ? { exceptSelf: true as const } : {}),
        },
        scope.kind === "segment" ? { of: indexOf(scope.segment, whole), keys: "steps" } : key,
      ),
    orEmpty: (node) =>
      empty === undefined
        ? node
        : ir.select(ir.binary("greater", one(ir.boolean(true)), ir.constant(0, "int")), node, empty),
  };
}

/** What there is one value of. */
function pooledElements({ pairwise }: TypedAggregate, { rate }: Timing): PooledRate {
  if (pairwise === true) return "pair";
  return rate === "episode" || rate === "group" ? rate : "step";
}

/** Which values count: those that `where` takes and that are there, of segments once each, of episodes and segments where they are over. */
function included(
  { where, value, pairwise }: TypedAggregate,
  { rate, segment }: Timing,
  lowering: PhaseLowering,
): NodeId {
  const { ir, whole } = lowering;
  const chosen = where === undefined ? ir.boolean(true) : lowering.expression(where);
  const present = lowering.presenceOfAll([where, value].flatMap((part) => part ?? []));
  const taken = present === undefined ? chosen : ir.binary("and", chosen, present);
  if (pairwise === true) return ir.binary("and", taken, ir.pair(episodeEnded(whole), "other"));
  if (rate === "episode") return ir.binary("and", taken, episodeEnded(whole));
  if (rate !== "segment" || segment === undefined) return taken;
  return ir.binary("and", taken, completes(segmentNamed(segment, whole), whole));
}

function poolOver(
  aggregate: TypedAggregate,
  of: PooledRate,
  counts: NodeId,
  lowering: PhaseLowering,
): (fn: PoolFunction, value: NodeId) => NodeId {
  const { ir, whole } = lowering;
  const { scope, exceptSelf, pairwise } = aggregate;
  if (scope.kind === "segment") {
    if (exceptSelf) throw new Error("`except self` over a segment");
    return (fn, value) => poolSegment(fn, value, counts, scope.segment, whole);
  }
  if (pairwise === true) return (fn, value) => ir.pool(fn, value, counts, ["pair", "episode"], { exceptSelf });
  const key = keyOf(aggregate, lowering);
  return (fn, value) => ir.pool(fn, value, counts, [of, scope.kind], { key, exceptSelf });
}

/** What partitions the scope. */
function keyOf(
  { by }: TypedAggregate,
  lowering: PhaseLowering,
): { readonly of: NodeId; readonly keys: number } | undefined {
  return by === undefined ? undefined : { of: lowering.expression(by.key), keys: by.keys };
}
