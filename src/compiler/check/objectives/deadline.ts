import { translateOnce } from "../../automata/temporal/translate-once.js";
import type { Dfa } from "../../automata/temporal/dfa.js";
import type { TemporalFormula } from "../../automata/temporal/formula.js";

/** Formulas that an analysis makes up are given up on beyond so many states. */
const mostStates = 2_000;

/** How long an analysis may go on asking. */
export class Deadline {
  readonly #end: number;

  constructor(milliseconds: number) {
    this.#end = performance.now() + milliseconds;
  }

  get passed(): boolean {
    return performance.now() >= this.#end;
  }

  /** The automaton of a formula, `undefined` where it is too large, or the time is spent. */
  translate(formula: TemporalFormula, atoms: number): Dfa | undefined {
    const milliseconds = this.#end - performance.now();
    if (milliseconds <= 0) return undefined;
    const translation = translateOnce(formula, atoms, { milliseconds, maxStates: mostStates });
    return translation.kind === "dfa" ? translation.dfa : undefined;
  }
}
