import { distances, reversed, type Successors } from "../../reachability.js";
import { successorsOf } from "../diagrams.js";
import type { OmegaAutomaton } from "./automaton.js";
import { cycles } from "./components.js";

/** Whether every continuation is accepted, none is, or neither. */
export type OmegaProspect = "satisfied" | "violated" | "open";

/** What is certain in each state of an automaton, whatever comes: atoms are free. */
export function omegaProspects({ diagrams, moves, priorities }: OmegaAutomaton): readonly OmegaProspect[] {
  return prospectsOf(successorsOf(diagrams, moves), priorities);
}

/** What is certain in each state of a graph whose infinite paths are accepted where the greatest priority that comes infinitely often is odd. */
export function prospectsOf(successors: Successors, priorities: readonly number[]): readonly OmegaProspect[] {
  const before = reversed(successors);
  const toWinning = distances(before, cyclesOfParity(successors, priorities, 1));
  const toLosing = distances(before, cyclesOfParity(successors, priorities, 0));
  return successors.map((_, state) =>
    toWinning[state] === Infinity ? "violated" : toLosing[state] === Infinity ? "satisfied" : "open",
  );
}

/** States with a priority of some parity on a cycle where it is the greatest. */
function cyclesOfParity(successors: Successors, priorities: readonly number[], parity: 0 | 1): readonly number[] {
  const after = (state: number): readonly number[] => successors[state] ?? [];
  const wanted = [...new Set(priorities)].filter((priority) => priority % 2 === parity);
  return wanted.flatMap((top) =>
    cycles(priorities.keys(), after, (state) => (priorities[state] ?? Infinity) <= top).flatMap((cycle) =>
      cycle.filter((state) => priorities[state] === top),
    ),
  );
}
