import type { TypedCausal } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { Aggregator } from "../aggregator.js";
import { wordOr } from "../lowering/call.js";
import { safeSqrt } from "../lowering/safe.js";
import { aggregation, unlessEmpty } from "./aggregation.js";
import { pooledDeviation } from "./pooled-scope.js";
import { remembered, storable, type CausalScope } from "./scope.js";
import { windowOf } from "./window.js";

/** √(squares / (count − correction)), or the value of the empty scope where there are too few values. */
function deviation(squares: NodeId, count: NodeId, causal: TypedCausal, scope: CausalScope): NodeId {
  const { ir } = scope.lowering;
  const correction = ir.constant(wordOr(causal.options, "kind", "population") === "sample" ? 1 : 0, "int");
  const enough = ir.binary("greater", count, correction);
  const divisor = ir.select(enough, ir.binary("subtract", count, correction), ir.constant(1, "int"));
  return unlessEmpty(safeSqrt(ir.binary("divide", squares, divisor), scope.lowering), enough, scope);
}

/** Welford's recurrence (1962): no sum of squares that could cancel. */
function ofPast(given: CausalScope, causal: TypedCausal): NodeId {
  const { ir } = given.lowering;
  const scope = { ...given, value: ir.cast(given.value, "float") };
  const count = remembered(scope, "steps", "int", 0, (old) => ir.binary("add", old, storable(scope)));
  const mean = remembered(scope, "mean", "float", 0, () => newMean);
  const squares = remembered(scope, "squares", "float", 0, () => newSquares);
  const newCount = ir.binary("add", count, scope.counts);
  const gap = ir.binary("subtract", scope.value, mean);
  const divisor = ir.binary("maximum", newCount, ir.constant(1, "int"));
  const newMean = ir.select(scope.counts, ir.binary("add", mean, ir.binary("divide", gap, divisor)), mean);
  const newSquares = ir.select(
    scope.counts,
    ir.binary("add", squares, ir.binary("multiply", gap, ir.binary("subtract", scope.value, newMean))),
    squares,
  );
  return deviation(newSquares, newCount, causal, scope);
}

function ofWindow(given: CausalScope, steps: number, causal: TypedCausal): NodeId {
  const { ir } = given.lowering;
  const scope = { ...given, value: ir.cast(given.value, "float") };
  const { values, counts } = windowOf(scope, steps);
  const zero = ir.constant(0);
  const count = ir.reduce("sum", counts, [0]);
  const divisor = ir.binary("maximum", count, ir.constant(1, "int"));
  const mean = ir.binary("divide", ir.reduce("sum", ir.select(counts, values, zero), [0]), divisor);
  const gaps = ir.select(counts, ir.binary("subtract", values, ir.reshape(mean, [1, ...scope.shape])), zero);
  return deviation(ir.reduce("sum", ir.unary("square", gaps), [0]), count, causal, scope);
}

/** `std(x, population)`, `std(x, sample)`. */
export const standardDeviation: Aggregator = aggregation({
  name: "std",
  documentation:
    "The standard deviation over the steps in scope: of the whole `population`, or estimated from a `sample`, which takes two steps at least.",
  value: "number",
  parameters: [{ name: "kind", kind: "word", words: ["population", "sample"] }],
  gives: "float",
  empty: "asked",
  mayBeEmpty: ({ options }) => options.kind === "sample",
  range: () => [0, Infinity],
  unit: "keep",
  causal: { past: ofPast, last: ofWindow },
  pool: (scope, { options }) => pooledDeviation(scope, wordOr(options, "kind", "population") === "sample"),
  examples: [
    {
      spec: [
        "signal speed: float",
        "term spread   = std(speed, population) over past",
        "term estimate = std(speed, sample, empty: 0) over past",
        'test "of 1 and 3" {',
        "  step { speed = 1 }  expect spread == 0, estimate == 0",
        "  step { speed = 3 }  expect spread == 1, estimate == sqrt(2)",
        "}",
      ],
    },
  ],
});
