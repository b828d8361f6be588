import type { TemporalFormula } from "../../../../src/compiler/automata/temporal/formula.js";
import type { Letter, Trace } from "../../../../src/compiler/automata/temporal/trace/letter.js";
import { evaluate } from "./oracle/evaluate.js";

/** Whether the formula holds at a position, by the oracle: each operator is its definition. */
export function holdsAt(formula: TemporalFormula, trace: Trace, at: number): boolean {
  return evaluate(formula, trace.map(bits), at);
}

function bits(letter: Letter): number {
  return letter.reduce((sum, holds, atom) => (holds ? sum | (1 << atom) : sum), 0);
}
