import type { NodeId } from "../ir/node.js";
import type { TypedCausal, ValueType } from "../check/typed.js";
import type { Example } from "./example.js";
import type { BuiltinParameter, Lowering, TypingCall } from "./builtin.js";

/** What the typing rule of a causal aggregator sees: a `TypedCausal` whose type is not known yet. */
export interface CausalTyping
  extends
    Omit<TypedCausal, "kind" | "type" | "rate" | "availability">,
    Pick<TypingCall, "dt" | "isAction" | "report"> {}

/**
 * An aggregator over the recent past: `f(x) over past`, `f(x) over last n`. It keeps the rate and the element axes of `x`. Its
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
  type(call: CausalTyping): ValueType | undefined;
  lower(causal: TypedCausal, lowering: Lowering): NodeId;
}
