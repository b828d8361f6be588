import type { NodeId, OrderNode, PoolFunction } from "../../ir/node.js";
import type { Lowering } from "../builtin.js";
import { safeSqrt } from "../lowering/safe.js";

/** An aggregate over a segment, an episode, a group or the batch as its lowering sees it. Values that are pooled stand where x does; what is slower is spread where both are read. */
export interface PooledScope {
  readonly lowering: Lowering;
  /** x, in the shape of the result; true where the aggregate has none. */
  readonly value: NodeId;
  /** The value of an empty scope, where one is given. */
  readonly empty: NodeId | undefined;
  /** All values that count as one. */
  pool(fn: PoolFunction, value: NodeId): NodeId;
  /** The same with the value's own, where `except self` leaves it out. */
  poolAll(fn: PoolFunction, value: NodeId): NodeId;
  /** How many there are, or for how many `condition` holds. */
  count(condition?: NodeId): NodeId;
  /** How many come before this one in time. */
  place(): NodeId;
  order(value: NodeId, rule: Pick<OrderNode, "fn" | "ties" | "q">): NodeId;
  /** `value`, or that of the empty scope where nothing counts. */
  orEmpty(value: NodeId): NodeId;
}

/** Σx / n, or the value of the empty scope. */
export function pooledMean(scope: PooledScope): NodeId {
  const { ir } = scope.lowering;
  return scope.orEmpty(
    ir.binary("divide", scope.pool("sum", ir.cast(scope.value, "float")), atLeastOne(scope.count(), scope)),
  );
}

/**
 * √((Σd² − (Σd)² / n) / n), n − 1 for a `sample`, d the distance from the mean of all: Σd is 0 but for what `except self` leaves out, so that nothing cancels. Where values are left out and the others are
 * equal it is 0, whatever rounding leaves.
 */
export function pooledDeviation(scope: PooledScope, sample: boolean): NodeId {
  const { ir } = scope.lowering;
  const count = scope.count();
  const x = ir.cast(scope.value, "float");
  const all = scope.poolAll("sum", ir.broadcast(ir.constant(1, "int"), ir.node(x).shape));
  const distance = ir.binary("subtract", x, ir.binary("divide", scope.poolAll("sum", x), atLeastOne(all, scope)));
  const gap = scope.pool("sum", distance);
  const rest = ir.binary(
    "maximum",
    ir.binary(
      "subtract",
      scope.pool("sum", ir.unary("square", distance)),
      ir.binary("divide", ir.unary("square", gap), atLeastOne(count, scope)),
    ),
    ir.constant(0),
  );
  const squares = scope.pool === scope.poolAll ? rest : ir.select(varies(scope), rest, ir.constant(0));
  const freedom = sample ? ir.binary("subtract", count, ir.constant(1, "int")) : count;
  const deviation = safeSqrt(ir.binary("divide", squares, atLeastOne(freedom, scope)), scope.lowering);
  if (scope.empty === undefined) return deviation;
  return ir.select(ir.binary("greater", freedom, ir.constant(0, "int")), deviation, scope.empty);
}

/** Whether not all values of the scope are equal. */
export function varies({ lowering: { ir }, pool, value }: PooledScope): NodeId {
  return ir.binary("greater", pool("max", value), pool("min", value));
}

function atLeastOne(count: NodeId, { lowering: { ir } }: PooledScope): NodeId {
  return ir.binary("maximum", count, ir.constant(1, "int"));
}
