import { possibleSuccessors, type TransitionTable } from "../../automata/decision-table.js";
import { prospectsOf } from "../../automata/temporal/omega/prospects.js";
import type { Verdicts } from "./verdicts.js";

/**
 * What an objective on infinite traces shows: it is satisfied or violated where that is so of every continuation that the theory of the atoms allows.
 * A trace that ends is none of its traces, so it accepts where it is satisfied, and its progress is 0 before that.
 */
export function infiniteVerdicts(table: TransitionTable, priorities: readonly number[]): Verdicts {
  const prospects = prospectsOf(possibleSuccessors(table), priorities);
  const satisfied = prospects.map((prospect) => prospect === "satisfied");
  return {
    accepting: satisfied,
    satisfied,
    violated: prospects.map((prospect) => prospect === "violated"),
    progress: satisfied.map(Number),
  };
}
