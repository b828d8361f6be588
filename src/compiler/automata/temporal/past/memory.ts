import { atFirstLetter } from "../at-first-letter.js";
import { Budget, Exhausted } from "../budget.js";
import type { TemporalFormula } from "../formula.js";
import { readFormula } from "../read-formula.js";
import type { Term, Terms } from "../terms.js";
import { atEnd } from "./at-end.js";

/**
 * A formula of the past as it runs online without an automaton: one bit for each past subformula, its value at the previous letter, false before the first
 * (Havelund and Roşu 2002). Terms read the letter and the bits.
 */
export interface PastMemory {
  readonly terms: Terms;
  /** Whether the trace is accepted if it stops with this letter. */
  readonly accepting: Term;
  /** What each bit will be after this letter. */
  readonly bits: readonly Term[];
}

/** More bits than these are not carried: every step would compute them all. */
export const mostBits = 256;

/** The memory of a formula that its last letter can judge; `undefined` where it cannot, or where that takes too many bits. */
export function pastMemory(formula: TemporalFormula, atoms: number): PastMemory | undefined {
  const past = atEnd(atFirstLetter(formula));
  if (past === undefined) return undefined;
  try {
    const { terms, term } = readFormula(past, atoms, new Budget(mostBits));
    const needed = terms.bits(terms.memorySet(term));
    // A bit is numbered when its term is first met, so that only those of parts that fell away are not needed.
    const bits = Array.from({ length: (needed.at(-1) ?? -1) + 1 }, (_, bit) => terms.remembered(bit));
    return bits.length > mostBits ? undefined : { terms, accepting: term, bits };
  } catch (error) {
    if (error instanceof Exhausted) return undefined;
    throw error;
  }
}
