import type { Dfa } from "../../../../src/compiler/automata/temporal/dfa.js";
import type { Trace } from "./evaluate.js";

/** Whether the automaton stands in an accepting state after the trace. */
export function accepts({ diagrams, initial, accepting, moves }: Dfa, trace: Trace): boolean {
  let state = initial;
  for (const letter of trace) {
    let at = moves[state] ?? -1;
    while (!diagrams.isLeaf(at)) at = letter[diagrams.level(at)] === true ? diagrams.high(at) : diagrams.low(at);
    state = diagrams.value(at);
  }
  return accepting[state] === true;
}
