import type { EnqueueNode } from "../../../compiler/ir/node.js";
import { sizeOf } from "../indexing.js";
import { numberAt, valueAt, type Column } from "./column.js";
import type { Layout } from "./layout.js";

/** What stays of a queue, and behind it what enters, the oldest left out where they are too many. */
export function evaluateEnqueue(
  { of, shape }: EnqueueNode,
  [old, stays, value, included]: readonly Column[],
  layout: Layout,
): Float64Array {
  if (old === undefined || stays === undefined || value === undefined || included === undefined)
    throw new Error("a queue of nothing");
  const [size = 0, ...rest] = shape;
  const width = sizeOf(rest);
  const held = valueAt(old, 0);
  const items = Array.from({ length: size }, (_, item) => held.subarray(item * width, (item + 1) * width));
  const kept = items.filter((_, item) => numberAt(stays, 0, item) !== 0);
  const entering = Array.from({ length: layout.count[of] }, (_, index) => index)
    .filter((index) => numberAt(included, index, 0) !== 0)
    .map((index) => valueAt(value, index));
  const result = new Float64Array(size * width);
  [...kept, ...entering].slice(-size).forEach((item, place) => {
    result.set(item, place * width);
  });
  return result;
}
