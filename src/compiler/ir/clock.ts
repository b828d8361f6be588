import type { ClockCount, ClockReading, Node } from "./node.js";

/** What a clock counts: environment steps of all rows, updates of the learner, ended episodes. */
export const clockCounts = ["steps", "updates", "episodes"] as const satisfies readonly ClockCount[];

/** A reading in words, which tell readings apart: `elapsed 1000000 steps`, `phase 100 updates`, `elapsed 1000 to 5000 steps`. */
export function clockName({ counts, reads, begin, end }: ClockReading): string {
  return `${reads} ${begin === 0 ? "" : `${begin} to `}${end} ${counts}`;
}

/** The readings of the clock that a graph makes, in its order. */
export function clockReadings(nodes: readonly Node[]): readonly ClockReading[] {
  const readings = nodes.flatMap((node) => (node.op === "clock" ? [node] : []));
  return [...new Map(readings.map((reading) => [clockName(reading), reading])).values()];
}
