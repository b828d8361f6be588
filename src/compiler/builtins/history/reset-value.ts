import { partsOfTerm } from "../../check/term-parts.js";
import type { TypedCall, TypedCausal, TypedExpression, TypedTerm } from "../../check/typed.js";
import { unreachable } from "../../unreachable.js";

/** Aggregators that have a value before the first step: that of the empty scope. */
export const definedWhenEmpty: ReadonlySet<string> = new Set([
  "sum",
  "product",
  "any",
  "all",
  "count",
  "length",
  "discounted_sum",
]);

/**
 * The part of an expression that has no value at a reset: an action, an external signal without a stand-in, an aggregator over a past that is empty there, the robustness of such a past, or a `prev` that
 * starts from the current value of such a thing. `undefined` where the whole expression has one. Terms are followed where `termOf`
 * knows them.
 */
export function withoutResetValue(
  root: TypedExpression,
  isAction: (signal: string) => boolean,
  termOf: (name: string) => TypedTerm | undefined = () => undefined,
): TypedExpression | undefined {
  const open: TypedExpression[] = [root];
  const seen = new Set<TypedExpression>();
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    if (value.kind === "signal" && (isAction(value.name) || mayLackReset(value))) return value;
    if (value.kind === "objective" && value.field === "robustness.past") return value;
    if (value.kind === "causal" && value.empty === undefined && !definedWhenEmpty.has(value.aggregator)) return value;
    const term = value.kind === "term" ? termOf(value.term) : undefined;
    open.push(...(value.kind === "term" && term !== undefined ? partsOfTerm(value.part, term) : readAtReset(value)));
  }
  return undefined;
}

/** Nothing stands in for an external signal that a reset does not bring. */
function mayLackReset({ missing }: Extract<TypedExpression, { readonly kind: "signal" }>): boolean {
  return missing?.policy === "skip" || missing?.policy === "error";
}

/** What the value of an expression at a reset is made of. */
function readAtReset(value: TypedExpression): readonly TypedExpression[] {
  switch (value.kind) {
    case "unary":
      return [value.operand];
    case "binary":
      return [value.left, value.right];
    case "select":
      return [value.condition, value.then, value.else];
    case "vector":
      return value.items;
    case "index":
      return [value.value, ...value.items.flatMap((item) => (item.kind === "dynamic" ? [item.index] : []))];
    case "permute":
      return [value.value];
    case "let":
      return [value.let.value];
    case "call":
      return argumentsAtReset(value);
    case "causal":
      return emptyValue(value);
    case "constant":
    case "signal":
    case "param":
    case "environment":
    case "segment":
    case "member":
    case "aggregate":
    case "trajectory":
    case "buffer":
    case "payment":
    case "term":
    case "machine":
    case "objective":
    case "scheme":
    case "shaping":
    case "error":
      return [];
    default:
      return unreachable(value);
  }
}

function argumentsAtReset({ builtin, arguments: given, options }: TypedCall): readonly TypedExpression[] {
  const { x, init } = given;
  switch (builtin) {
    case "rising":
    case "falling":
    case "first":
    case "held":
    case "since":
    case "counter":
    case "best_gain":
      return [];
    case "visits":
      return options.per === "training" ? Object.values(given) : [];
    case "prev":
      return init !== undefined ? [init] : x === undefined ? [] : [x];
    default:
      return Object.values(given);
  }
}

function emptyValue({ empty }: TypedCausal): readonly TypedExpression[] {
  return empty === undefined ? [] : [empty];
}
