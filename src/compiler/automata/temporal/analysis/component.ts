import type { Diagram, Diagrams } from "../../diagram.js";
import type { Dfa } from "../dfa.js";
import { withTheory } from "../with-theory.js";

/** Whether the episode goes on after a step, and what ended it if not; `impossible`: no step leads here. */
export type Ending = "none" | "terminated" | "truncated" | "impossible";

/** Something that moves with every step of an episode: an automaton of a formula, a machine, the conditions that end the episode. */
export interface Component {
  readonly initial: number;
  /** By state: a diagram whose leaves are the next states, over the variables of a theory. */
  readonly moves: readonly Diagram[];
  /** By state, what standing there means for the episode. Default: it always goes on. */
  readonly ends?: readonly Ending[];
}

/** An automaton over free atoms as a component over what decides the atoms: `atoms[i]` is where atom i holds. */
export function componentOf(dfa: Dfa, atoms: readonly Diagram[], diagrams: Diagrams): Component {
  return { initial: dfa.initial, moves: withTheory(dfa.diagrams, dfa.moves, atoms, diagrams) };
}
