import type { Diagrams } from "./diagram.js";
import { decide, stays, type GuardedMachine, type StateDecision } from "./guarded-machine.js";
import { labelClasses, type LabelClasses } from "./label-classes.js";
import type { Diagram } from "./diagram.js";

/**
 * A machine as tables. `shared`: one class of the label serves all states. Otherwise each state has classes of its own (guards of different states
 * tell too many labels apart), and `labels[u]` takes a label to the class for state u.
 */
export interface Mealy {
  readonly shared: boolean;
  readonly states: number;
  /** Classes for each state, the same number for all; rows of states that need fewer are padded with staying. */
  readonly classes: number;
  /** One diagram where shared, else one for each state. */
  readonly labels: readonly Diagram[];
  /** `[states × classes]`: the state after the move. */
  readonly next: readonly number[];
  /** `[states × classes]`: index of the edge taken among the state's edges, or `stays`. */
  readonly edge: readonly number[];
  /** `[states × classes]`: whether the theory allows the class. */
  readonly possible: readonly boolean[];
}

/** Above this many entries a shared table gives way to classes for each state. */
const sharedLimits = { classes: 64, entries: 2048 } as const;

/** The tables of a machine and what each state decides. Final and done states stay whatever happens. */
export function mealy(
  diagrams: Diagrams,
  machine: GuardedMachine,
): { readonly table: Mealy; readonly decisions: readonly StateDecision[] } {
  const decisions = machine.states.map((state, index) =>
    decide(diagrams, state.end === "none" ? state : { ...state, edges: [] }, index),
  );
  const diagramsOf = decisions.map(({ decision }) => decision);
  const limit = Math.min(sharedLimits.classes, Math.floor(sharedLimits.entries / Math.max(1, machine.states.length)));
  const joint = labelClasses(diagrams, diagramsOf, Math.max(limit, 1));
  if (joint !== undefined)
    return {
      table: table(
        machine,
        true,
        machine.states.map(() => joint),
        (u) => u,
      ),
      decisions,
    };
  const own = diagramsOf
    .map((decision) => labelClasses(diagrams, [decision], Infinity))
    .filter((classes) => classes !== undefined);
  return { table: table(machine, false, own, () => 0), decisions };
}

function table(
  machine: GuardedMachine,
  shared: boolean,
  byState: readonly LabelClasses[],
  column: (state: number) => number,
): Mealy {
  const classes = Math.max(1, ...byState.map(({ decisions }) => decisions.length));
  const next: number[] = [];
  const edge: number[] = [];
  const possible: boolean[] = [];
  machine.states.forEach((state, u) => {
    for (let c = 0; c < classes; c++) {
      const decision = byState[u]?.decisions[c]?.[column(u)] ?? stays;
      edge.push(decision);
      next.push(state.edges[decision]?.target ?? u);
      possible.push(byState[u]?.possible[c] ?? false);
    }
  });
  const labels = shared ? byState.slice(0, 1).map(({ diagram }) => diagram) : byState.map(({ diagram }) => diagram);
  return { shared, states: machine.states.length, classes, labels, next, edge, possible };
}
