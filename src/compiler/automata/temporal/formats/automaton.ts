import type { Dfa } from "../dfa.js";

/** An automaton with what people call things: for every way to write it. */
export interface NamedAutomaton {
  /** The formula as it was written. */
  readonly formula: string;
  /** By index. */
  readonly atoms: readonly string[];
  readonly dfa: Dfa;
}

/** What keeps an automaton from being written, in words that follow "the format has no room for". */
export type Written = { readonly text: string } | { readonly obstacle: string };

export const guardsTooLong: Written = { obstacle: "guards of more than 10000 conjunctions" };
