import type { TypedCausal, TypedExpression } from "../../check/typed.js";
import type { DType, NodeId } from "../../ir/node.js";
import type { Lowering } from "../builtin.js";
import { labelOf } from "../history/label.js";
import { dtypeOf, sizesOf } from "../typing/types.js";

/** A causal aggregation as its lowering sees it, all parts in the shape of the result. */
export interface CausalScope {
  readonly lowering: Lowering;
  readonly name: string;
  readonly shape: readonly number[];
  /** x in this step. */
  readonly value: NodeId;
  /** Whether this step is in scope (`where`, and what `missing skip` leaves of it). */
  readonly counts: NodeId;
  /** `after p`: where p holds, what comes after this step starts anew. */
  readonly restarts: NodeId | undefined;
  /** Steps of `over last n`; absent for `over past`. */
  readonly steps: number | undefined;
  /** The value of an empty scope, where one is given. */
  readonly empty: NodeId | undefined;
}

/** Lowers the parts of a causal aggregation in the step. A missing value (`length`) counts as true. */
export function scopeOf(causal: TypedCausal, lowering: Lowering): CausalScope {
  const { ir } = lowering;
  const shape = sizesOf(causal.type);
  const fits = (value: NodeId): NodeId => ir.broadcast(value, shape);
  const { value, where, window, empty } = causal;
  const after = window.kind === "past" ? window.after : undefined;
  const holds = (condition: TypedExpression | undefined, ...read: readonly (TypedExpression | undefined)[]): NodeId => {
    const chosen = condition === undefined ? ir.boolean(true) : lowering.expression(condition);
    const present = lowering.presenceOfAll([condition, ...read].flatMap((part) => part ?? []));
    return present === undefined ? chosen : ir.binary("and", chosen, present);
  };
  return {
    lowering,
    name: `${causal.aggregator}(${value === undefined ? "" : labelOf(value)}) over ${window.kind === "past" ? "past" : `last ${window.steps}`}`,
    shape,
    value: fits(value === undefined ? ir.boolean(true) : lowering.expression(value)),
    counts: fits(holds(where, value)),
    restarts: after && fits(holds(after)),
    steps: window.kind === "last" ? window.steps : undefined,
    empty: empty && fits(ir.cast(lowering.expression(empty), dtypeOf(causal.type))),
  };
}

/** A slot of the aggregation that goes back to its first value after a step where `after` holds. */
export function remembered(
  scope: CausalScope,
  part: string,
  dtype: DType,
  initial: number,
  next: (old: NodeId) => NodeId,
  shape = scope.shape,
): NodeId {
  const { ir } = scope.lowering;
  const first = ir.constant(initial, dtype, shape);
  return scope.lowering.state(
    {
      name: part === "" ? scope.name : `${scope.name}.${part}`,
      kind: "history",
      dtype,
      shape,
      initial: first,
      feature: { encoding: "value" },
    },
    (old) => (scope.restarts === undefined ? next(old) : ir.select(scope.restarts, first, next(old))),
  );
}

/** Whether x can be written into state: the step is in scope and the value is finite. */
export function storable(scope: CausalScope): NodeId {
  const { ir } = scope.lowering;
  return ir.node(scope.value).dtype === "float"
    ? ir.binary("and", scope.counts, ir.unary("is-finite", scope.value))
    : scope.counts;
}

/** `full: true`: 0 until the window has been filled once. */
export function onceFull(value: NodeId, causal: TypedCausal, lowering: Lowering): NodeId {
  const { ir } = lowering;
  const { window } = causal;
  if (!causal.full || window.kind === "past" || window.steps === 1) return value;
  const limit = ir.constant(window.steps, "int");
  const count = (old: NodeId): NodeId => ir.binary("minimum", ir.binary("add", old, ir.constant(1, "int")), limit);
  const label = causal.value === undefined ? "" : labelOf(causal.value);
  const draft = {
    name: `${causal.aggregator}(${label}) over last ${window.steps}.filled`,
    kind: "history",
    dtype: "int",
    shape: [],
    initial: ir.constant(0, "int"),
  } as const;
  const steps = count(lowering.state(draft, count));
  const { dtype } = ir.node(value);
  return ir.select(ir.binary("equal", steps, limit), value, ir.constant(0, dtype));
}
