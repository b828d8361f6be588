import type { NodeId } from "../ir/node.js";
import type { Timing, TypedAggregate, TypedCausal, ValueType } from "../check/typed.js";
import type { PooledScope } from "./aggregators/pooled-scope.js";
import type { Example } from "./example.js";
import type { BuiltinParameter, Lowering, TypingCall } from "./builtin.js";

/** What the typing rule of an aggregator sees: a `TypedCausal` or a `TypedAggregate` whose type is not known yet. */
export interface AggregateTyping
  extends Omit<TypedCausal, "kind" | "type" | keyof Timing>, Pick<TypingCall, "dt" | "isAction" | "report"> {
  /** The scope in backquotes, for messages. */
  readonly scope: string;
  /** Leaves out some of the scope's values, so that none may be left. */
  readonly leavesOut: boolean;
}

/**
 * An aggregator: over the recent past (`f(x) over past`, `f(x) over last n`), and over segments, episodes, groups and batches. It keeps the element axes of `x`. Its
 * parameters are those beside `x`, `empty` and `full`; they arrive in `options`.
 */
export interface Aggregator {
  readonly name: string;
  readonly documentation: string;
  /** `none`: the aggregator counts rows and has no value (`length over past`). */
  readonly value: "number" | "boolean" | "any" | "none";
  readonly parameters: readonly BuiltinParameter[];
  readonly examples: readonly Example[];
  /** The type of the result; `undefined` when the call is ill-typed, which has then been reported. */
  type(call: AggregateTyping): ValueType | undefined;
  /** Its value so far, in each step; absent: it needs the whole scope. */
  lower?(causal: TypedCausal, lowering: Lowering): NodeId;
  /** It gives one value for each value of x (`rank`, `zscore`), not one for the scope. */
  readonly ofEach?: true;
  /** It goes by the order of steps, which groups and batches do not have. */
  readonly inOrder?: true;
  /** Its value over the whole scope, in the phase `finish`. */
  pool(aggregate: TypedAggregate, scope: PooledScope): NodeId;
}
