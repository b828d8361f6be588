import type { TemporalFormula } from "../../src/compiler/automata/temporal/formula.js";
import { inOrder } from "../../test/compiler/automata/temporal/oracle/parts.js";

/** How many atoms a formula is over: one more than its highest. */
export function atomsOf(formula: TemporalFormula): number {
  return inOrder(formula).reduce((atoms, part) => (part.kind === "atom" ? Math.max(atoms, part.atom + 1) : atoms), 0);
}
