/** A node of `LetterDiagrams`; equal functions of one package are equal numbers. */
export type LetterDiagram = number;

/** What can be read of a package of multi-terminal binary decision diagrams over the atoms; leaves carry whole numbers. */
export interface LetterDiagrams {
  readonly atoms: number;
  isLeaf(diagram: LetterDiagram): boolean;
  /** The number at a leaf. */
  value(leaf: LetterDiagram): number;
  /** The atom that a node tests; `atoms` for a leaf. Levels grow from the root down. */
  level(diagram: LetterDiagram): number;
  /** Where the atom does not hold, and where it does. */
  low(diagram: LetterDiagram): LetterDiagram;
  high(diagram: LetterDiagram): LetterDiagram;
}

/**
 * A complete deterministic automaton over letters (which atoms hold), accepting by the state that it stands in. Minimal, and numbered as a
 * breadth-first walk meets the states, letters with the first atom false first: equal languages are equal automata.
 */
export interface Dfa {
  readonly diagrams: LetterDiagrams;
  /** Where it stands before the first letter; always 0. */
  readonly initial: number;
  readonly accepting: readonly boolean[];
  /** By state: a diagram whose leaves are the next states. */
  readonly moves: readonly LetterDiagram[];
}

/** What is said of the empty trace, which is no trace of LTLf: nothing (so the automaton is minimal up to it), or that it is accepted or rejected. */
export type EmptyTrace = "free" | "accept" | "reject";

export interface TranslateOptions {
  readonly empty?: EmptyTrace;
  /** More states (of the automaton or of one on the way to it) end the translation. Default 100,000. */
  readonly maxStates?: number;
  /** More time ends the translation. Default: none. */
  readonly milliseconds?: number;
  /** More nodes of the decision diagrams of one automaton end the translation, the same on every machine. Default 2^24, about 500 MB. */
  readonly maxNodes?: number;
}

export type Translation =
  | { readonly kind: "dfa"; readonly dfa: Dfa }
  /** A budget ran out: `states` or `nodes` (of decision diagrams) that were there by then. */
  | { readonly kind: "too-large"; readonly budget: "states" | "time" | "memory"; readonly states: number };
