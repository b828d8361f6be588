import { decisionTable, type TransitionTable } from "./decision-table.js";
import type { Diagrams } from "./diagram.js";
import { decide, stays, type GuardedMachine, type StateDecision } from "./guarded-machine.js";

/** A machine as tables; rows of states that need fewer classes than others are padded with staying. */
export interface Mealy extends TransitionTable {
  /** `[states × classes]`: index of the edge taken among the state's edges, or `stays`. */
  readonly edge: readonly number[];
}

const sharedLimits = { classes: 64, entries: 2048 } as const;

/** The tables of a machine and what each state decides. Final and done states stay whatever happens. */
export function mealy(
  diagrams: Diagrams,
  machine: GuardedMachine,
): { readonly table: Mealy; readonly decisions: readonly StateDecision[] } {
  const decisions = machine.states.map((state, index) =>
    decide(diagrams, state.end === "none" ? state : { ...state, edges: [] }, index),
  );
  const { decision: edge, ...labels } = decisionTable(
    diagrams,
    decisions.map(({ decision }) => decision),
    sharedLimits,
    () => stays,
  );
  const next = edge.map((taken, entry) => {
    const state = Math.floor(entry / labels.classes);
    return machine.states[state]?.edges[taken]?.target ?? state;
  });
  return { table: { ...labels, next, edge }, decisions };
}
