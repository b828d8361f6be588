import type { Dfa } from "../../../../../src/compiler/automata/temporal/dfa.js";
import type { Trace } from "./evaluate.js";

/** Where the automaton stands after the trace. */
export function stateAfter({ diagrams, initial, moves }: Dfa, trace: Trace): number {
  let state = initial;
  for (const letter of trace) {
    let node = moves[state] as number;
    while (!diagrams.isLeaf(node)) {
      node = ((letter >>> diagrams.level(node)) & 1) === 1 ? diagrams.high(node) : diagrams.low(node);
    }
    state = diagrams.value(node);
  }
  return state;
}

export function accepts(dfa: Dfa, trace: Trace): boolean {
  return dfa.accepting[stateAfter(dfa, trace)] === true;
}
