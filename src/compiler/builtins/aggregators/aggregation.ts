import type { TypedAggregate, TypedCausal, ValueType } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { Aggregator, AggregateTyping } from "../aggregator.js";
import type { BuiltinParameter, Lowering } from "../builtin.js";
import { boolean, dtypeOf, numeric, sizesOf, withoutRange, withShape, type Range } from "../typing/types.js";
import type { PooledScope } from "./pooled-scope.js";
import { onceFull, scopeOf, type CausalScope } from "./scope.js";
import { expectEmptyValue, scopedType } from "./typing.js";

interface Aggregation {
  readonly name: string;
  readonly documentation: string;
  readonly value: Aggregator["value"];
  readonly parameters?: readonly BuiltinParameter[];
  /** `same`: whole numbers stay whole, booleans count; `like`: the very type of x. */
  readonly gives: "bool" | "int" | "float" | "same" | "like";
  /** The value of an empty scope; `asked`: there is none, so `empty:` is asked for where the scope may be empty. */
  readonly empty: number | "asked";
  /** Whether the scope may have no value though the present step is there. */
  readonly mayBeEmpty?: (call: AggregateTyping) => boolean;
  readonly range?: (value: Range | undefined, call: AggregateTyping) => Range | undefined;
  readonly check?: (call: AggregateTyping) => boolean;
  readonly unit?: "keep";
  readonly ofEach?: true;
  readonly inOrder?: true;
  /** Absent together: it has no causal form. */
  readonly causal?: {
    readonly past: (scope: CausalScope, causal: TypedCausal) => NodeId;
    readonly last: (scope: CausalScope, steps: number, causal: TypedCausal) => NodeId;
  };
  readonly pool: (scope: PooledScope, aggregate: TypedAggregate) => NodeId;
  readonly examples: Aggregator["examples"];
}

/** An aggregator from its lowerings; the rest follows from the kind of its value. */
export function aggregation(rule: Aggregation): Aggregator {
  const { causal } = rule;
  return {
    name: rule.name,
    documentation: rule.documentation,
    value: rule.value,
    parameters: rule.parameters ?? [],
    type: (call) => aggregationType(rule, call),
    ...(rule.ofEach === undefined ? {} : { ofEach: rule.ofEach }),
    ...(rule.inOrder === undefined ? {} : { inOrder: rule.inOrder }),
    ...(causal === undefined ? {} : { lower: (value, lowering) => lowerCausal(rule, causal, value, lowering) }),
    pool: (aggregate, scope) => scope.lowering.ir.cast(rule.pool(scope, aggregate), dtypeOf(aggregate.type)),
    examples: rule.examples,
  };
}

function lowerCausal(
  rule: Aggregation,
  { past, last }: NonNullable<Aggregation["causal"]>,
  causal: TypedCausal,
  lowering: Lowering,
): NodeId {
  if (lowering.phase === "reset") return emptyValue(rule, causal, lowering);
  const scope = scopeOf(causal, lowering);
  const value =
    scope.steps === undefined ? past(scope, causal) : onceFull(last(scope, scope.steps, causal), causal, lowering);
  return lowering.ir.cast(value, dtypeOf(causal.type));
}

function aggregationType(rule: Aggregation, call: AggregateTyping): ValueType | undefined {
  const found = scopedType(call, rule.value);
  if (found === undefined || rule.check?.(call) === false) return undefined;
  if (rule.empty === "asked" && !expectEmptyValue(call, call.leavesOut || rule.mayBeEmpty?.(call) === true))
    return undefined;
  const { type, shape } = found;
  switch (rule.gives) {
    case "bool":
      return boolean(shape);
    case "like":
      return type === undefined ? undefined : withShape(widened(type, call), shape);
    case "int":
    case "float":
    case "same": {
      const element =
        rule.gives === "same"
          ? type?.element === "float" || call.empty?.type.element === "float"
            ? "float"
            : "int"
          : rule.gives;
      return numeric(element, shape, {
        unit: rule.unit === "keep" ? type?.unit : undefined,
        range: rule.range?.(type?.range, call),
      });
    }
  }
}

/** With a value for the empty scope the result may leave the range of x, and is real where that value is. */
function widened(type: ValueType, { empty, full }: AggregateTyping): ValueType {
  if (empty === undefined && !full) return type;
  const rest = withoutRange(type);
  if (empty !== undefined && empty.type.element === "float" && type.element !== "enum")
    return { ...rest, element: "float" };
  return rest;
}

/** Before the first step the scope is empty. */
function emptyValue(rule: Aggregation, causal: TypedCausal, lowering: Lowering): NodeId {
  const { ir } = lowering;
  const [dtype, shape] = [dtypeOf(causal.type), sizesOf(causal.type)];
  if (rule.empty !== "asked") return ir.constant(rule.empty, dtype, shape);
  if (causal.empty === undefined) throw new Error(`${rule.name} has no value at a reset`);
  return ir.broadcast(ir.cast(lowering.expression(causal.empty), dtype), shape);
}

/** `value`, or the value of the empty scope where nothing is there. */
export function unlessEmpty(value: NodeId, present: NodeId, scope: Pick<CausalScope, "empty" | "lowering">): NodeId {
  return scope.empty === undefined ? value : scope.lowering.ir.select(present, value, scope.empty);
}
