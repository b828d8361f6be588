import type { Direction, Reach } from "../../../automata/temporal/quantitative/smooth.js";
import type { GraphBuilder } from "../../../ir/builder.js";
import type { NodeId } from "../../../ir/node.js";
import type { Sums } from "./sums.js";

/** How values at other positions of a trace are read at each of its positions: from whole trajectories, or from what was kept of earlier steps. */
export interface Timeline {
  readonly ir: GraphBuilder;
  /** The number at the next or previous position, `outside` (which may be infinite) where there is none. */
  neighbour(x: NodeId, direction: Direction, outside: number): NodeId;
  /** Sums over the positions of a window, as far as there are any. */
  window(sums: Sums, reach: Reach): Sums;
  /** The sums at the positions of a bounded window side by side, nearest first, of nothing where there is no position. */
  places(sums: Sums, reach: Reach): Sums;
  /** Whether there are positions at the distances of a bounded window, nearest first; bool `[n]`. */
  exist(reach: Reach): NodeId;
  /** The number at the last position of the trace, at all of them. */
  atEnd(x: NodeId): NodeId;
}
