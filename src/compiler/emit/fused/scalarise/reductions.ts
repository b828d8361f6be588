import type {
  ArgExtremumNode,
  BinaryFunction,
  CumulativeSumNode,
  ReduceFunction,
  ReduceNode,
} from "../../../ir/node.js";
import { sizeOf } from "../../../ir/broadcast.js";
import { coordinates, indexOf, inserted, replaced } from "../../../../runtime/reference/indexing.js";
import type { LoopBuilder } from "../loop-builder.js";
import { canBeNegativeZero } from "../negative-zero.js";
import type { ValueId } from "../loop-program.js";
import type { Elements } from "./node-elements.js";

const folds = {
  sum: { fn: "add", empty: 0 },
  product: { fn: "multiply", empty: 1 },
  min: { fn: "minimum", empty: Infinity },
  max: { fn: "maximum", empty: -Infinity },
  any: { fn: "or", empty: 0 },
  all: { fn: "and", empty: 1 },
} as const satisfies Record<ReduceFunction, { readonly fn: BinaryFunction; readonly empty: number }>;

/** From the first to the last element, in row-major order. A sum begins with +0: one of zeros is +0 whatever their signs, which a division by it shows. */
export function reduce(loop: LoopBuilder, node: ReduceNode, input: Elements): readonly ValueId[] {
  const { fn, empty } = folds[node.fn];
  const results: (ValueId | undefined)[] = Array.from({ length: sizeOf(node.shape) }, () => undefined);
  input.values.forEach((value, index) => {
    const position = coordinates(index, input.shape).filter((_, axis) => !node.axes.includes(axis));
    const at = indexOf(position, node.shape);
    const before = results[at];
    results[at] = before === undefined ? value : loop.binary(fn, before, value);
  });
  const zero = loop.constant(0, node.dtype);
  const isPositive = (id: ValueId): boolean => node.dtype !== "float" || !canBeNegativeZero(id, (of) => loop.at(of));
  return results.map((result) => {
    if (result === undefined) return loop.constant(empty, node.dtype);
    return node.fn !== "sum" || isPositive(result) ? result : loop.binary("add", result, zero);
  });
}

/** The first of equal extrema; a NaN is never one, and where all are NaN it is 0. */
export function argExtremum(loop: LoopBuilder, node: ArgExtremumNode, input: Elements): readonly ValueId[] {
  const beats = node.fn === "max" ? "greater" : "less";
  return Array.from({ length: sizeOf(node.shape) }, (_, index) => {
    const position = coordinates(index, node.shape);
    const values = Array.from({ length: input.shape[node.axis] ?? 0 }, (__, place) => {
      return input.values[indexOf(inserted(position, node.axis, place), input.shape)] ?? -1;
    });
    let best = loop.constant(0, "int");
    let [bestValue] = values;
    values.slice(1).forEach((value, place) => {
      if (bestValue === undefined) return;
      const wins = loop.binary("or", loop.binary(beats, value, bestValue), firstNumber(loop, value, bestValue));
      best = loop.select(wins, loop.constant(place + 1, "int"), best);
      bestValue = loop.select(wins, value, bestValue);
    });
    return best;
  });
}

/** Whether all before were NaN and this is not. */
function firstNumber(loop: LoopBuilder, value: ValueId, best: ValueId): ValueId {
  if (loop.typeOf(value) !== "float") return loop.constant(0, "bool");
  const isNumber = (id: ValueId): ValueId => loop.binary("equal", id, id);
  return loop.binary("and", isNumber(value), loop.not(isNumber(best)));
}

export function cumulativeSum(loop: LoopBuilder, { axis }: CumulativeSumNode, input: Elements): readonly ValueId[] {
  const sums: ValueId[] = [];
  input.values.forEach((value, index) => {
    const position = coordinates(index, input.shape);
    const place = position[axis] ?? 0;
    const before = sums[indexOf(replaced(position, axis, place - 1), input.shape)];
    sums.push(place === 0 || before === undefined ? value : loop.binary("add", before, value));
  });
  return sums;
}

/** Ascending along the last axis, NaN as Infinity: a network of comparisons (Batcher's odd-even merge sort), the same for all numbers. */
export function sorted(loop: LoopBuilder, { shape, values }: Elements): readonly ValueId[] {
  const size = shape.at(-1) ?? 1;
  const infinity = loop.constant(Infinity, "float");
  const result = values.map((value) =>
    loop.typeOf(value) === "float" ? loop.select(loop.binary("equal", value, value), value, infinity) : value,
  );
  for (let start = 0; start < result.length; start += size) {
    for (const [low, high] of comparators(size)) {
      const [a, b] = [result[start + low], result[start + high]];
      if (a === undefined || b === undefined) continue;
      result[start + low] = loop.binary("minimum", a, b);
      result[start + high] = loop.binary("maximum", a, b);
    }
  }
  return result;
}

/** Pairs of places to put in order, one after the other (Knuth, TAOCP 3, §5.2.2, algorithm M). */
export function comparators(size: number): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  const top = 2 ** Math.max(Math.ceil(Math.log2(size)) - 1, 0);
  for (let p = size < 2 ? 0 : top; p > 0; p = Math.floor(p / 2)) {
    let [q, r, d] = [top, 0, p];
    for (;;) {
      for (let i = 0; i < size - d; i++) if ((i & p) === r) pairs.push([i, i + d]);
      if (q === p) break;
      [d, q, r] = [q - p, Math.floor(q / 2), p];
    }
  }
  return pairs;
}
