import type { TemporalFormula } from "../../src/compiler/automata/temporal/formula.js";

/** A formula over the atoms 0 … atoms − 1. */
export interface NamedFormula {
  readonly name: string;
  readonly atoms: number;
  readonly formula: TemporalFormula;
}

/** Formulas that grow with a number. */
export interface Family {
  readonly name: string;
  /** The pattern, in the notation of papers, and where it comes from. */
  readonly description: string;
  readonly member: (size: number) => NamedFormula;
  /** States of the minimal complete automaton that rejects the empty trace, where a closed form is known (read off, not proved). */
  readonly states?: (size: number) => number;
}

export function family(
  name: string,
  description: string,
  member: (size: number) => readonly [atoms: number, formula: TemporalFormula],
  states?: (size: number) => number,
): Family {
  return {
    name,
    description,
    member: (size) => {
      const [atoms, formula] = member(size);
      return { name: `${name} ${size}`, atoms, formula };
    },
    ...(states === undefined ? {} : { states }),
  };
}
