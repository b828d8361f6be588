import { build } from "./build.js";
import type { Diagram, Diagrams } from "./diagram.js";
import type { Formula } from "./formula.js";
import { isPossible, withinTheory, witness, type Assignment } from "./satisfy.js";

/** A machine as written: states with guarded edges, first come first served. */
export interface GuardedMachine {
  readonly states: readonly GuardedState[];
  /** Probability of each state at the start. */
  readonly start: readonly number[];
}

export interface GuardedState {
  readonly name: string;
  /** `final` ends the episode, `done` does not; both are absorbing. */
  readonly end: "none" | "final" | "done";
  readonly edges: readonly GuardedEdge[];
}

interface GuardedEdge {
  /** Absent: where no guard of the state holds (`otherwise`). */
  readonly guard?: Formula;
  /** `else when`: only where no earlier edge is taken. */
  readonly onlyElse: boolean;
  readonly target: number;
  /** Edges with the same target and the same effect do the same; 0 does nothing at all. */
  readonly effect: number;
}

/** No edge is taken: stay, and nothing happens. */
export const stays = -1;

/** What a state does with every label. */
export interface StateDecision {
  /** Index of the edge taken, or `stays`. Edges that do the same as an earlier one are written as that one. */
  readonly decision: Diagram;
  /** Where each edge's own guard holds, `otherwise` included. */
  readonly guards: readonly Diagram[];
  /** Where each edge is really taken: its guard less what earlier edges take. */
  readonly taken: readonly Diagram[];
}

export function decide(diagrams: Diagrams, state: GuardedState, stateIndex: number): StateDecision {
  const written = state.edges.map((edge) => (edge.guard === undefined ? undefined : build(diagrams, edge.guard)));
  const some = written.reduce<Diagram>(
    (all, guard) => (guard === undefined ? all : diagrams.or(all, guard)),
    diagrams.leaf(0),
  );
  const guards = written.map((guard) => guard ?? diagrams.not(some));
  const taken: Diagram[] = [];
  let before = diagrams.leaf(0);
  for (const guard of guards) {
    taken.push(diagrams.and(guard, diagrams.not(before)));
    before = diagrams.or(before, guard);
  }
  let decision = diagrams.leaf(stays);
  for (let edge = state.edges.length - 1; edge >= 0; edge--) {
    decision = diagrams.choose(taken[edge] ?? 0, representative(state, edge, stateIndex), decision);
  }
  return { decision, guards, taken };
}

/** The first edge of the state that does the same; `stays` where it does nothing and leads back. */
function representative(state: GuardedState, edge: number, stateIndex: number): number {
  const own = state.edges[edge];
  if (own === undefined) return stays;
  if (own.target === stateIndex && own.effect === 0) return stays;
  return state.edges.findIndex(({ target, effect }) => target === own.target && effect === own.effect);
}

/** Two edges of a state that can be taken by the same label and do different things, with such a label. */
export interface Conflict {
  readonly first: number;
  readonly second: number;
  readonly witness: Assignment;
}

/** All pairs of edges of a state that make it nondeterministic. An edge marked `onlyElse` never conflicts with earlier ones. */
export function conflicts(
  diagrams: Diagrams,
  state: GuardedState,
  { guards, taken }: StateDecision,
): readonly Conflict[] {
  const found: Conflict[] = [];
  state.edges.forEach((edge, second) => {
    if (edge.onlyElse || edge.guard === undefined) return;
    for (let first = 0; first < second; first++) {
      const earlier = state.edges[first];
      if (earlier?.guard === undefined || (earlier.target === edge.target && earlier.effect === edge.effect)) continue;
      const holds = earlier.onlyElse ? (taken[first] ?? 0) : (guards[first] ?? 0);
      const both = withinTheory(diagrams, diagrams.and(holds, guards[second] ?? 0));
      const assignment = witness(diagrams, both, (value) => value === 1);
      if (assignment !== undefined) found.push({ first, second, witness: assignment });
    }
  });
  return found;
}

/** A label for which the state has no edge, where there is one. */
export function uncovered(diagrams: Diagrams, { guards }: StateDecision): Assignment | undefined {
  const some = guards.reduce<Diagram>((all, guard) => diagrams.or(all, guard), diagrams.leaf(0));
  return witness(diagrams, some, (value) => value === 0);
}

/** Whether any possible label takes the edge. */
export function canBeTaken(diagrams: Diagrams, { taken }: StateDecision, edge: number): boolean {
  return isPossible(diagrams, taken[edge] ?? 0);
}
