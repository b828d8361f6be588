import type { NodeId } from "../../ir/node.js";
import type { Aggregator } from "../aggregator.js";
import { numberOr } from "../lowering/call.js";
import { aggregation, unlessEmpty } from "./aggregation.js";
import { pooledMean, type PooledScope } from "./pooled-scope.js";
import { remembered, storable, type CausalScope } from "./scope.js";
import { countedWindow, manySteps, summedWindow } from "./folded-window.js";
import { filledWindow, windowOf } from "./window.js";

/** x as a number, booleans counted. */
function counted(scope: CausalScope): CausalScope {
  const { ir } = scope.lowering;
  return ir.node(scope.value).dtype === "bool" ? { ...scope, value: ir.cast(scope.value, "int") } : scope;
}

/** Folds x into an accumulator that begins with `neutral`, which also stands for steps out of scope. */
function accumulate(scope: CausalScope, fn: "add" | "multiply", neutral: number): NodeId {
  const { ir } = scope.lowering;
  const { dtype } = ir.node(scope.value);
  const addend = ir.select(scope.counts, scope.value, ir.constant(neutral, dtype));
  const next = (old: NodeId): NodeId => ir.binary(fn, old, addend);
  return next(remembered(scope, "", dtype, neutral, next));
}

/** How many steps are in scope. Only finite values are remembered, but the present one counts. */
function size(scope: CausalScope, part: string): NodeId {
  const { ir } = scope.lowering;
  const old = remembered(scope, part, "int", 0, (before) => ir.binary("add", before, storable(scope)));
  return ir.binary("add", old, scope.counts);
}

function meanOfPast(scope: CausalScope): NodeId {
  const { ir } = scope.lowering;
  const count = size(scope, "steps");
  const present = ir.binary("greater", count, ir.constant(0, "int"));
  const quotient = ir.binary("divide", accumulate(scope, "add", 0), ir.select(present, count, ir.constant(1, "int")));
  return unlessEmpty(quotient, present, scope);
}

function sumOfWindow(scope: CausalScope, steps: number): NodeId {
  if (steps >= manySteps) return summedWindow(scope, steps);
  return scope.lowering.ir.reduce("sum", filledWindow(scope, steps, 0), [0]);
}

function meanOfWindow(scope: CausalScope, steps: number): NodeId {
  const { ir } = scope.lowering;
  if (steps >= manySteps) return meanOf(summedWindow(scope, steps), countedWindow(scope, steps), scope);
  const { values, counts } = windowOf(scope, steps);
  const total = ir.reduce("sum", ir.select(counts, values, ir.constant(0)), [0]);
  return meanOf(total, ir.reduce("sum", counts, [0]), scope);
}

function meanOf(total: NodeId, count: NodeId, scope: CausalScope): NodeId {
  const { ir } = scope.lowering;
  const present = ir.binary("greater", count, ir.constant(0, "int"));
  return unlessEmpty(ir.binary("divide", total, ir.select(present, count, ir.constant(1, "int"))), present, scope);
}

/** Σ γᵏ·xₖ, k counting the steps in scope from 0. */
function discountedPast(scope: CausalScope, gamma: number): NodeId {
  const { ir } = scope.lowering;
  const power = remembered(scope, "discount", "float", 1, (old) =>
    ir.select(storable(scope), ir.binary("multiply", old, ir.constant(gamma)), old),
  );
  const value = ir.binary("multiply", power, scope.value);
  return accumulate({ ...scope, value }, "add", 0);
}

function discountedWindow(scope: CausalScope, steps: number, gamma: number): NodeId {
  const { ir } = scope.lowering;
  const { values, counts } = windowOf(scope, steps);
  const before = ir.binary("subtract", ir.cumulativeSum(ir.cast(counts, "int"), 0), counts);
  const weights = ir.lookup(
    Array.from({ length: steps + 1 }, (_, index) => gamma ** index),
    before,
    "float",
  );
  return ir.reduce("sum", ir.select(counts, ir.binary("multiply", weights, values), ir.constant(0)), [0]);
}

/** Σ γᵏ·xₖ, k counting the values before. */
function discountedPool(scope: PooledScope, gamma: number): NodeId {
  const { ir } = scope.lowering;
  const weight = ir.binary("power", ir.constant(gamma), scope.place());
  return scope.pool("sum", ir.binary("multiply", weight, scope.value));
}

/** `sum product mean count length discounted_sum`. */
export const sums: readonly Aggregator[] = [
  aggregation({
    name: "sum",
    documentation: "The sum over the steps in scope; 0 where there are none.",
    value: "number",
    gives: "same",
    empty: 0,
    unit: "keep",
    causal: {
      past: (scope) => accumulate(counted(scope), "add", 0),
      last: (scope, steps) => sumOfWindow(counted(scope), steps),
    },
    pool: (scope) => scope.pool("sum", scope.value),
    examples: [
      {
        spec: [
          "signal energy: float",
          "term recent = sum(energy) over last 2",
          'test "of two steps" {',
          "  step { energy = 1 }  expect recent == 1",
          "  step { energy = 2 }  expect recent == 3",
          "  step { energy = 4 }  expect recent == 6",
          "}",
        ],
      },
    ],
  }),
  aggregation({
    name: "product",
    documentation: "The product over the steps in scope; 1 where there are none.",
    value: "number",
    gives: "same",
    empty: 1,
    causal: {
      past: (scope) => accumulate(counted(scope), "multiply", 1),
      last: (scope, steps) => scope.lowering.ir.reduce("product", filledWindow(counted(scope), steps, 1), [0]),
    },
    pool: (scope) => scope.pool("product", scope.value),
    examples: [
      {
        spec: [
          "signal survival: float in [0, 1]",
          "term alive = product(survival) over past",
          'test "of all steps" {',
          "  step { survival = 0.5 }   expect alive == 0.5",
          "  step { survival = 0.25 }  expect alive == 0.125",
          "}",
        ],
      },
    ],
  }),
  aggregation({
    name: "mean",
    documentation: "The mean over the steps in scope.",
    value: "number",
    gives: "float",
    empty: "asked",
    unit: "keep",
    causal: {
      past: (scope) => meanOfPast(asFloat(scope)),
      last: (scope, steps) => meanOfWindow(asFloat(scope), steps),
    },
    pool: (scope) => pooledMean(scope),
    examples: [
      {
        spec: [
          "signal speed: float",
          "signal moving: bool",
          "term recent = mean(speed) over last 2",
          "term paced  = mean(speed, empty: 0) over past where moving",
          'test "of the last two steps, and of those in motion" {',
          "  step { speed = 4 }          expect recent == 4, paced == 0",
          "  step { speed = 2, moving }  expect recent == 3, paced == 2",
          "  step { speed = 5, moving }  expect recent == 3.5, paced == 3.5",
          "}",
        ],
      },
    ],
  }),
  aggregation({
    name: "count",
    documentation: "How many steps in scope hold; 0 where there are none.",
    value: "boolean",
    gives: "int",
    empty: 0,
    range: (_, { window }) => [0, window.kind === "last" ? window.steps : Infinity],
    causal: {
      past: (scope) => accumulate(counted(scope), "add", 0),
      last: (scope, steps) => sumOfWindow(counted(scope), steps),
    },
    pool: (scope) => scope.count(scope.value),
    examples: [
      {
        spec: [
          "signal contact: bool",
          "term touched = count(contact) over last 3",
          'test "of three steps" {',
          "  step { contact }  expect touched == 1",
          "  step { contact }  expect touched == 2",
          "  step {}           expect touched == 2",
          "  step {}           expect touched == 1",
          "}",
        ],
      },
    ],
  }),
  aggregation({
    name: "length",
    documentation: "How many steps are in scope.",
    value: "none",
    gives: "int",
    empty: 0,
    range: (_, { window }) => [0, window.kind === "last" ? window.steps : Infinity],
    causal: {
      past: (scope) => accumulate(counted(scope), "add", 0),
      last: (scope, steps) => sumOfWindow(counted(scope), steps),
    },
    pool: (scope) => scope.count(),
    examples: [
      {
        spec: [
          "signal contact: bool",
          "term steps = length over past after contact",
          'test "starts anew after the contact" {',
          "  step {}           expect steps == 1",
          "  step { contact }  expect steps == 2",
          "  step {}           expect steps == 1",
          "}",
        ],
      },
    ],
  }),
  aggregation({
    name: "discounted_sum",
    documentation: "The sum of gamma^k x over the steps in scope, k counting them from 0.",
    value: "number",
    parameters: [{ name: "gamma", kind: "number" }],
    inOrder: true,
    gives: "float",
    empty: 0,
    unit: "keep",
    causal: {
      past: (scope, causal) => discountedPast(asFloat(scope), numberOr(causal.options, "gamma", 1)),
      last: (scope, steps, causal) => discountedWindow(asFloat(scope), steps, numberOr(causal.options, "gamma", 1)),
    },
    pool: (scope, { options }) => discountedPool(scope, numberOr(options, "gamma", 1)),
    examples: [
      {
        spec: [
          "signal gain: float",
          "term worth = discounted_sum(gain, 0.5) over past",
          'test "each step counts half of the one before" {',
          "  step { gain = 4 }  expect worth == 4",
          "  step { gain = 4 }  expect worth == 6",
          "  step { gain = 4 }  expect worth == 7",
          "}",
        ],
      },
    ],
  }),
];

function asFloat(scope: CausalScope): CausalScope {
  return { ...scope, value: scope.lowering.ir.cast(scope.value, "float") };
}
