import { aggregators } from "../builtins/aggregators/index.js";
import type { Lowering } from "../builtins/builtin.js";
import { builtins } from "../builtins/index.js";
import { dtypeOf, sizesOf } from "../builtins/typing/types.js";
import type { TypedAggregate, TypedCall, TypedCausal, TypedExpression } from "../check/typed.js";
import { unreachable } from "../unreachable.js";
import type { NodeId } from "../ir/node.js";
import { lowerBuffer } from "./finish/buffer.js";
import { lowerEnvironment } from "./environment.js";
import { lowerSignal } from "./external-signal.js";
import { lowerIndex, lowerPermute, lowerVector } from "./indexing.js";
import { lowerMachineReference } from "./machines.js";
import { lowerObjectiveReference, lowerScheme } from "./objective/index.js";
import { lowerPayment } from "./payment.js";
import { lowerShapingReference } from "./shapings.js";
import type { PhaseLowering } from "./spec-lowering.js";
import { unlessMasked } from "./unless-masked.js";
import { lowerTerm, lowerTermPart } from "./terms.js";

/** The node of an expression whose prerequisites have been lowered. */
export function lowerExpression(value: TypedExpression, lowering: PhaseLowering): NodeId {
  const { ir } = lowering;
  switch (value.kind) {
    case "constant":
      return ir.constant(value.value, dtypeOf(value.type), sizesOf(value.type));
    case "signal":
      return lowerSignal(value, lowering);
    case "param":
      return ir.param(value.name, dtypeOf(value.type), sizesOf(value.type));
    case "environment":
      return lowerEnvironment(value, lowering);
    case "let": {
      const node = lowering.expression(value.let.value);
      ir.suggestLabel(node, value.let.name);
      return node;
    }
    case "unary":
      return value.fn === "cast"
        ? ir.cast(lowering.expression(value.operand), dtypeOf(value.type))
        : ir.unary(value.fn, lowering.expression(value.operand));
    case "binary":
      return ir.binary(value.fn, lowering.expression(value.left), lowering.expression(value.right));
    case "select":
      return ir.select(
        lowering.expression(value.condition),
        lowering.expression(value.then),
        lowering.expression(value.else),
      );
    case "vector":
      return lowerVector(value, lowering);
    case "index":
      return lowerIndex(value, lowering);
    case "permute":
      return lowerPermute(value, lowering);
    case "call":
      return known(builtins.get(value.builtin), value.builtin).lower(value, unlessMasked(value, lowering));
    case "causal":
      return lowerCausal(value, lowering);
    case "aggregate":
      return lowerOnline(value, lowering);
    case "buffer":
      return lowerBuffer(value, lowering);
    case "payment":
      return lowerPayment(value, lowering);
    case "member":
    case "segment":
    case "trajectory":
      throw new Error(`${value.kind} is known in the end only`);
    case "term":
      return value.part === "contribution"
        ? lowerTerm(value.term, lowering).contribution
        : lowerTermPart(value.term, value.part, lowering);
    case "machine":
      return lowerMachineReference(value, lowering);
    case "objective":
      return lowerObjectiveReference(value, lowering);
    case "scheme":
      return lowerScheme(value, lowering);
    case "shaping":
      return lowerShapingReference(value.shaping, lowering);
    case "error":
      throw new Error("an ill-typed expression reaches the lowering");
    default:
      return unreachable(value);
  }
}

/** An operator that owns state, in whatever lowering. */
export function lowerHistory(value: TypedCall | TypedCausal, lowering: Lowering): NodeId {
  return value.kind === "causal"
    ? lowerCausal(value, lowering)
    : known(builtins.get(value.builtin), value.builtin).lower(value, lowering);
}

function lowerCausal(value: TypedCausal, lowering: Lowering): NodeId {
  const { lower } = known(aggregators.get(value.aggregator), value.aggregator);
  return known(lower, `causal ${value.aggregator}`)(value, lowering);
}

/** What an episode is worth is what the past is worth in its last step. */
function lowerOnline(aggregate: TypedAggregate, lowering: PhaseLowering): NodeId {
  const { aggregator, value, options, where, empty, type, rate, availability, span } = aggregate;
  const given = { value, where, empty };
  const parts = Object.fromEntries(Object.entries(given).filter(([, part]) => part !== undefined));
  const window = { kind: "past" } as const;
  return lowerCausal(
    { kind: "causal", aggregator, options, window, full: false, type, rate, availability, span, ...parts },
    lowering,
  );
}

function known<T>(entry: T | undefined, name: string): T {
  if (entry === undefined) throw new Error(`no built-in ${name}`);
  return entry;
}
