import type { ScanNode, ShiftNode } from "../../../compiler/ir/node.js";
import { sizeOf } from "../indexing.js";
import type { Rounding } from "../rounded-sum.js";
import { numberAt, valueAt, type Column } from "./column.js";
import type { Layout } from "./layout.js";
import { pooled } from "./pool.js";

/** Pools of the run of steps so far, or from here on. */
export function evaluateScan(
  node: ScanNode,
  [value, included, boundary, factor]: readonly Column[],
  layout: Layout,
  round: Rounding,
): readonly Float64Array[] {
  if (value === undefined || included === undefined || boundary === undefined) throw new Error("a scan of nothing");
  const forward = node.direction === "forward";
  const result: Float64Array[] = [];
  for (const { first, steps } of layout.episodes) {
    const rows = Array.from({ length: steps }, (_, step) => first + step);
    const runs = Array.from({ length: sizeOf(node.shape) }, (): number[] => []);
    let before: number | undefined;
    for (const row of forward ? rows : rows.reverse()) {
      // Forward, a run ends with the row where the boundary holds; backward, it begins there.
      const border = forward ? before : row;
      if (border !== undefined && numberAt(boundary, border, 0) !== 0) runs.forEach((run) => run.splice(0));
      result[row] = Float64Array.from(runs, (run, at) => {
        if (factor !== undefined && run.length > 0)
          run.splice(0, run.length, round(pooled("sum", run, round) * numberAt(factor, row, at)));
        if (numberAt(included, row, at) !== 0) run.push(numberAt(value, row, at));
        return pooled(node.fn, run, round);
      });
      before = row;
    }
  }
  return result;
}

/** The value some steps later, or what stands outside of the episode. */
export function evaluateShift(
  node: ShiftNode,
  [value, outside]: readonly Column[],
  layout: Layout,
): readonly Float64Array[] {
  if (value === undefined || outside === undefined) throw new Error("a shift of nothing");
  const size = sizeOf(node.shape);
  return layout.episodes.flatMap(({ first, steps }) =>
    Array.from({ length: steps }, (_, step) => {
      const at = step + node.offset;
      if (at >= 0 && at < steps) return valueAt(value, first + at);
      return Float64Array.from({ length: size }, (__, place) => numberAt(outside, first + step, place));
    }),
  );
}
