import { atom, type TemporalFormula } from "../formula.js";
import { rewrite } from "../formula-parts.js";

/** The formula over other numbers of the same atoms. Shared parts stay shared. */
export function renumber(root: TemporalFormula, number: (atom: number) => number): TemporalFormula {
  return rewrite(root, (_, part) => (part.kind === "atom" ? atom(number(part.atom)) : part));
}
