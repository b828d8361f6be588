import type { Formula } from "../formula.js";
import type { Place } from "../syntax-problem.js";

/** An automaton as a file in the Hanoi Omega-Automata format has it (Babiak et al. 2015), version 1, with aliases and implicit labels written out. */
export interface HoaAutomaton {
  readonly name?: string;
  readonly tool?: readonly string[];
  readonly atoms: readonly string[];
  /** Each a conjunction of states; several, where any of them may be the start. */
  readonly starts: readonly (readonly number[])[];
  readonly acceptance: HoaAcceptance;
  readonly properties: readonly string[];
  /** Headers that the format does not define, by name without the colon. */
  readonly headers: ReadonlyMap<string, readonly HoaValue[]>;
  /** By number. */
  readonly states: readonly HoaState[];
}

export type HoaValue = string | number | boolean;

export interface HoaAcceptance {
  readonly sets: number;
  readonly condition: HoaCondition;
  /** `acc-name:` with its arguments. */
  readonly name?: readonly HoaValue[];
}

/** Over sets that are met infinitely or finitely often; `complement`: over what is outside the set. */
export type HoaCondition =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "infinitely" | "finitely"; readonly set: number; readonly complement: boolean }
  | { readonly kind: "and" | "or"; readonly operands: readonly HoaCondition[] };

export interface HoaState {
  readonly name?: string;
  /** Acceptance sets of the state. */
  readonly sets: readonly number[];
  readonly edges: readonly HoaEdge[];
  readonly place: Place;
}

export interface HoaEdge {
  /** Over the atoms: literals of cell 1 of the variable with the atom's index. */
  readonly label: Formula;
  /** A conjunction of states: one, but in alternating automata. */
  readonly targets: readonly number[];
  readonly sets: readonly number[];
  readonly place: Place;
}
