import { successorsOf } from "../diagrams.js";
import type { NamedAutomaton } from "./automaton.js";
import { guardText, plainNotation } from "./guard-text.js";
import { transitions } from "./transitions.js";

/** An automaton as one JSON record. */
export interface AutomatonRecord {
  readonly v: 1;
  readonly type: "automaton";
  readonly formula: string;
  readonly atoms: readonly string[];
  /** How many there are; they are numbered from 0. */
  readonly states: number;
  readonly initial: number;
  readonly accepting: readonly number[];
  readonly transitions: readonly { readonly from: number; readonly to: number; readonly guard: string }[];
  /** Of the translation. */
  readonly milliseconds: number;
}

/** The sizes only. */
export interface AutomatonSummary {
  readonly v: 1;
  readonly type: "automaton-summary";
  readonly formula: string;
  readonly atoms: number;
  readonly states: number;
  readonly accepting: number;
  /** Pairs of states with a letter between them. */
  readonly transitions: number;
  readonly milliseconds: number;
}

/** `undefined` where a guard is too long to be written out. */
export function automatonRecord(automaton: NamedAutomaton, milliseconds: number): AutomatonRecord | undefined {
  const { formula, atoms, dfa } = automaton;
  const found = transitions(dfa);
  if (found === undefined) return undefined;
  const notation = plainNotation(atoms);
  return {
    v: 1,
    type: "automaton",
    formula,
    atoms,
    states: dfa.moves.length,
    initial: dfa.initial,
    accepting: dfa.accepting.flatMap((accepts, state) => (accepts ? [state] : [])),
    transitions: found.map(({ from, to, cubes }) => ({ from, to, guard: guardText(cubes, notation) })),
    milliseconds,
  };
}

export function automatonSummary({ formula, atoms, dfa }: NamedAutomaton, milliseconds: number): AutomatonSummary {
  return {
    v: 1,
    type: "automaton-summary",
    formula,
    atoms: atoms.length,
    states: dfa.moves.length,
    accepting: dfa.accepting.filter(Boolean).length,
    transitions: successorsOf(dfa.diagrams, dfa.moves).reduce((sum, targets) => sum + targets.length, 0),
    milliseconds,
  };
}
