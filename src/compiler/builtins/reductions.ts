import type { TypedCall, ValueType } from "../check/typed.js";
import type { Builtin } from "./builtin.js";
import { mean, standardDeviation } from "./lowering/statistics.js";
import { wordOr } from "./lowering/call.js";
import { reduction } from "./reduction.js";
import { countOf } from "./typing/axes.js";
import { rangeOf, sizesOf, type Range } from "./typing/types.js";

const overAll = { defaultAxes: "all" } as const;

function summedRange(type: ValueType, axes: readonly number[]): Range {
  const [low, high] = rangeOf(type);
  const count = countOf(sizesOf(type), axes);
  return [low * count, high * count];
}

function isSample(options: TypedCall["options"]): boolean {
  return wordOr(options, "kind", "population") === "sample";
}

/** `sum mean product any all count std`, over all element axes unless `axis:` says otherwise. */
export const reductions: readonly Builtin[] = [
  reduction({
    name: "sum",
    documentation: "The sum of the elements; booleans count as 0 and 1.",
    takes: "number",
    ...overAll,
    gives: "same",
    unit: "keep",
    range: summedRange,
    padding: 0,
    lower: (value, axes, { ir }) => ir.reduce("sum", value, axes),
    examples: [
      { expression: "sum([1, 2, 3.5])", value: 6.5 },
      { expression: "sum([[1, 2], [3, 4]], axis: 0)", value: [4, 6] },
    ],
  }),
  reduction({
    name: "mean",
    documentation: "The mean of the elements; booleans count as 0 and 1.",
    takes: "number",
    ...overAll,
    gives: "float",
    unit: "keep",
    range: (type) => rangeOf(type),
    padding: 0,
    least: () => 1,
    lower: (value, axes, lowering, _, present) => mean(value, axes, lowering, present),
    examples: [{ expression: "mean([1, 2, 6])", value: 3 }],
  }),
  reduction({
    name: "product",
    documentation: "The product of the elements.",
    takes: "number",
    ...overAll,
    gives: "same",
    range: (type) => (rangeOf(type)[0] >= 0 && rangeOf(type)[1] <= 1 ? [0, 1] : undefined),
    padding: 1,
    lower: (value, axes, { ir }) => ir.reduce("product", value, axes),
    examples: [{ expression: "product([2, 3, 4])", value: 24 }],
  }),
  reduction({
    name: "any",
    documentation: "True where some element holds.",
    takes: "boolean",
    ...overAll,
    gives: "bool",
    padding: 0,
    lower: (value, axes, { ir }) => ir.reduce("any", value, axes),
    examples: [{ expression: "any([false, true])", value: 1 }],
  }),
  reduction({
    name: "all",
    documentation: "True where every element holds.",
    takes: "boolean",
    ...overAll,
    gives: "bool",
    padding: 1,
    lower: (value, axes, { ir }) => ir.reduce("all", value, axes),
    examples: [{ expression: "all([false, true])", value: 0 }],
  }),
  reduction({
    name: "count",
    documentation: "How many elements hold.",
    takes: "boolean",
    ...overAll,
    gives: "int",
    range: (type, axes) => [0, countOf(sizesOf(type), axes)],
    padding: 0,
    lower: (value, axes, { ir }) => ir.reduce("sum", value, axes),
    examples: [{ expression: "count([true, false, true])", value: 2 }],
  }),
  reduction({
    name: "std",
    documentation:
      "The standard deviation of the elements: of the whole `population`, or estimated from a `sample` (divided by n - 1).",
    takes: "number",
    ...overAll,
    parameters: [{ name: "kind", kind: "word", words: ["population", "sample"] }],
    gives: "float",
    unit: "keep",
    range: () => [0, Infinity],
    padding: 0,
    least: (options) => (isSample(options) ? 2 : 1),
    lower: (value, axes, lowering, { options }, present) =>
      standardDeviation(value, axes, isSample(options), lowering, present),
    examples: [
      { expression: "std([1, 3], population)", value: 1 },
      { expression: "std([1, 3], sample)", value: Math.SQRT2 },
    ],
  }),
];
