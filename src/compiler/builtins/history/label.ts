import type { TypedExpression } from "../../check/typed.js";

/** A short name of an expression for the name of a slot: `torque`, `Delivery.state`, `norm(…)`. */
export function labelOf(value: TypedExpression): string {
  switch (value.kind) {
    case "signal":
    case "param":
    case "environment":
      return value.name;
    case "let":
      return value.let.name;
    case "term":
      return value.part === "contribution" ? value.term : `${value.term}.${value.part}`;
    case "machine":
      return `${value.machine}.${value.field.kind}`;
    case "call":
      return `${value.builtin}(…)`;
    case "causal":
      return `${value.aggregator}(…) over ${value.window.kind}`;
    case "index":
      return `${labelOf(value.value)}[…]`;
    case "unary":
      return value.fn === "not" ? `not ${labelOf(value.operand)}` : "…";
    default:
      return "…";
  }
}
