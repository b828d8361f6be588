import { builtins } from "../builtins/index.js";
import type { Lowering } from "../builtins/builtin.js";
import { dtypeOf, sizesOf } from "../builtins/typing/types.js";
import { GraphBuilder } from "../ir/builder.js";
import type { NodeId } from "../ir/node.js";
import { evaluate as evaluateGraph, valueOf } from "../../runtime/reference/evaluate.js";
import { defer, run, type Checking } from "./task.js";
import type { TypedCall, TypedExpression, TypedIndex } from "./typed.js";

const known = new WeakMap<TypedExpression, readonly number[] | undefined>();

/**
 * The row-major value of an expression of rate `const`, `undefined` for any other. The reference interpreter computes it, so that
 * it is what the compiled spec would compute.
 */
export function evaluate(expression: TypedExpression): readonly number[] | undefined {
  if (expression.kind === "constant") return expression.value;
  if (expression.kind === "error" || expression.rate !== "const") return undefined;
  if (!known.has(expression)) known.set(expression, run(compute(expression)));
  return known.get(expression);
}

function* compute(expression: TypedExpression): Checking<readonly number[] | undefined> {
  switch (expression.kind) {
    case "constant":
      return expression.value;
    case "let":
      return yield* defer(compute(expression.let.value));
    case "unary":
      return yield* fold(expression, [expression.operand], (ir, [operand = 0]) =>
        expression.fn === "cast" ? ir.cast(operand, dtypeOf(expression.type)) : ir.unary(expression.fn, operand),
      );
    case "binary":
      return yield* fold(expression, [expression.left, expression.right], (ir, [left = 0, right = 0]) =>
        ir.binary(expression.fn, left, right),
      );
    case "select":
      return yield* fold(
        expression,
        [expression.condition, expression.then, expression.else],
        (ir, [condition = 0, then = 0, otherwise = 0]) => ir.select(condition, then, otherwise),
      );
    case "vector":
      return yield* fold(expression, expression.items, (ir, items) => ir.stack(items));
    case "index":
      return indexed(expression, yield* defer(compute(expression.value)));
    case "call":
      // Converting steps needs `dt`, which is not known here.
      if (expression.builtin === "seconds") return undefined;
      return yield* fold(expression, Object.values(expression.arguments), (ir, values) =>
        callOf(expression, ir, values),
      );
    default:
      return undefined;
  }
}

/** Builds a graph of one operation on constants and evaluates it. */
function* fold(
  expression: TypedExpression,
  inputs: readonly TypedExpression[],
  build: (ir: GraphBuilder, inputs: readonly NodeId[]) => NodeId,
): Checking<readonly number[] | undefined> {
  const ir = new GraphBuilder();
  const nodes: NodeId[] = [];
  for (const input of inputs) {
    const value = known.get(input) ?? (yield* defer(compute(input)));
    if (value === undefined || input.type.element === "string") return undefined;
    nodes.push(ir.constant(value, dtypeOf(input.type), sizesOf(input.type)));
  }
  const root = build(ir, nodes);
  const values = evaluateGraph(ir.nodes, "step", {
    signal: none,
    param: none,
    clock: none,
    flag: none,
    trained: none,
    slot: none,
  });
  const value = [...valueOf(values, root)];
  known.set(expression, value);
  return value;
}

function none(): never {
  throw new Error("a constant reads nothing");
}

function callOf(call: TypedCall, ir: GraphBuilder, values: readonly NodeId[]): NodeId {
  const builtin = builtins.get(call.builtin);
  if (builtin === undefined) throw new Error(`no built-in ${call.builtin}`);
  const nodes = new Map(Object.values(call.arguments).map((argument, place) => [argument, values[place] ?? 0]));
  const expression = (value: TypedExpression): NodeId => nodes.get(value) ?? none();
  const lowering: Lowering = {
    ir,
    phase: "step",
    dt: undefined,
    expression,
    presenceOfAll: () => undefined,
    atReset: expression,
    state: none,
    remember: none,
  };
  return builtin.lower(call, lowering);
}

/** Static indices of a constant array. */
function indexed(
  { value, items, type }: TypedIndex,
  values: readonly number[] | undefined,
): readonly number[] | undefined {
  if (values === undefined || type.element === "string") return undefined;
  const sizes = sizesOf(value.type);
  const picks = sizes.map((size, axis) => {
    const item = items[axis];
    switch (item?.kind) {
      case undefined:
        return Array.from({ length: size }, (_, place) => place);
      case "point":
        return [item.index];
      case "range":
        return Array.from({ length: item.end - item.start }, (_, place) => item.start + place);
      case "pick":
        return item.indices;
      case "dynamic":
        return undefined;
    }
  });
  if (picks.includes(undefined)) return undefined;
  let offsets = [0];
  picks.forEach((pick, axis) => {
    offsets = offsets.flatMap((offset) => (pick ?? []).map((place) => offset * (sizes[axis] ?? 1) + place));
  });
  return offsets.map((offset) => values[offset] ?? NaN);
}
