import type { OmegaAutomaton } from "./automaton.js";
import { components, cycles } from "./components.js";
import { leavesOf } from "./diagrams.js";

/** Whether every continuation is accepted, none is, or neither. */
export type OmegaProspect = "satisfied" | "violated" | "open";

/** What is certain in each state, whatever comes: atoms are free. */
export function omegaProspects({ diagrams, moves, priorities }: OmegaAutomaton): readonly OmegaProspect[] {
  const successors = moves.map((root) => leavesOf({ diagrams, root }));
  const after = (state: number): readonly number[] => successors[state] ?? [];
  const canWin = reaching(after, moves.length, cyclesOfParity(after, priorities, 1));
  const canLose = reaching(after, moves.length, cyclesOfParity(after, priorities, 0));
  return moves.map((_, state) => (canWin.has(state) ? (canLose.has(state) ? "open" : "satisfied") : "violated"));
}

/** States with a priority of some parity on a cycle where it is the greatest. */
function cyclesOfParity(
  after: (state: number) => readonly number[],
  priorities: readonly number[],
  parity: 0 | 1,
): readonly number[] {
  const wanted = [...new Set(priorities)].filter((priority) => priority % 2 === parity);
  return wanted.flatMap((top) =>
    cycles(priorities.keys(), after, (state) => (priorities[state] ?? Infinity) <= top).flatMap((cycle) =>
      cycle.filter((state) => priorities[state] === top),
    ),
  );
}

/** The states from which some of `targets` can be reached, these included. */
function reaching(
  after: (state: number) => readonly number[],
  count: number,
  targets: readonly number[],
): ReadonlySet<number> {
  const found = new Set(targets);
  for (const component of components(Array.from({ length: count }).keys(), after)) {
    if (component.some((state) => found.has(state) || after(state).some((next) => found.has(next))))
      for (const state of component) found.add(state);
  }
  return found;
}
