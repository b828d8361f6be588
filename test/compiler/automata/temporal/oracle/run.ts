import type { Dfa } from "../../../../../src/compiler/automata/temporal/dfa.js";
import { valueAt } from "../../../../../src/compiler/automata/temporal/diagrams.js";
import type { Trace } from "./evaluate.js";

/** Whether the automaton stands in an accepting state after the trace. */
export function accepts({ diagrams, initial, accepting, moves }: Dfa, trace: Trace): boolean {
  const last = trace.reduce(
    (state, letter) => valueAt(diagrams, moves[state] as number, (atom) => ((letter >>> atom) & 1) === 1),
    initial,
  );
  return accepting[last] === true;
}
