import { successorsOf } from "../diagrams.js";
import type { OmegaAutomaton } from "./automaton.js";
import { components, cycles } from "./components.js";

/** Whether every continuation is accepted, none is, or neither. */
export type OmegaProspect = "satisfied" | "violated" | "open";

/** What is certain in each state of an automaton, whatever comes: atoms are free. */
export function omegaProspects({ diagrams, moves, priorities }: OmegaAutomaton): readonly OmegaProspect[] {
  return prospectsOf(successorsOf(diagrams, moves), priorities);
}

/** What is certain in each state of a graph whose infinite paths are accepted where the greatest priority that comes infinitely often is odd. */
export function prospectsOf(
  successors: readonly (readonly number[])[],
  priorities: readonly number[],
): readonly OmegaProspect[] {
  const after = (state: number): readonly number[] => successors[state] ?? [];
  const canWin = reaching(after, cyclesOfParity(after, priorities, 1), successors.length);
  const canLose = reaching(after, cyclesOfParity(after, priorities, 0), successors.length);
  return successors.map((_, state) => (canWin.has(state) ? (canLose.has(state) ? "open" : "satisfied") : "violated"));
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
  targets: readonly number[],
  count: number,
): ReadonlySet<number> {
  const found = new Set(targets);
  for (const component of components(Array.from({ length: count }).keys(), after)) {
    if (component.some((state) => found.has(state) || after(state).some((next) => found.has(next))))
      for (const state of component) found.add(state);
  }
  return found;
}
