import type { TallyNode } from "../../../compiler/ir/node.js";
import { sizeOf } from "../indexing.js";
import { numberAt, type Column } from "./column.js";
import type { Layout } from "./layout.js";

/** How often each number occurs. */
export function evaluateTally(
  { shape }: TallyNode,
  [number, included]: readonly Column[],
  layout: Layout,
): Float64Array {
  if (number === undefined || included === undefined) throw new Error("a tally of nothing");
  const result = new Float64Array(sizeOf(shape));
  for (let index = 0; index < layout.count.step; index++) {
    const at = numberAt(number, index, 0);
    if (numberAt(included, index, 0) !== 0 && at in result) result[at] = (result[at] ?? 0) + 1;
  }
  return result;
}
