import type { LetterDiagram, LetterDiagrams } from "../dfa.js";

/**
 * A complete deterministic parity automaton over letters (which atoms hold). A trace is accepted where the greatest priority that its states have
 * infinitely often is odd (max-odd). The priority is that of the state a letter leads to; the initial state's counts only where it is entered again.
 * States are numbered as a breadth-first walk meets them, letters with the first atom false first.
 */
export interface OmegaAutomaton {
  readonly diagrams: LetterDiagrams;
  /** Where it stands before the first letter; always 0. */
  readonly initial: number;
  /** By state: a diagram whose leaves are the next states. */
  readonly moves: readonly LetterDiagram[];
  /** By state, as small as the automaton's cycles allow. */
  readonly priorities: readonly number[];
}

/** Whether priorities are 0 and 1 alone: accepted are the traces that visit a state of priority 1 infinitely often. */
export function isBuchi({ priorities }: OmegaAutomaton): boolean {
  return priorities.every((priority) => priority <= 1);
}
