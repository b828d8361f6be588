import type { Dfa } from "../dfa.js";
import type { Letter, Trace } from "./letter.js";

/** The state after one letter. */
export function step({ diagrams, moves }: Dfa, state: number, letter: Letter): number {
  let node = moves[state];
  if (node === undefined) throw new RangeError(`no state ${state}`);
  while (!diagrams.isLeaf(node))
    node = letter[diagrams.level(node)] === true ? diagrams.high(node) : diagrams.low(node);
  return diagrams.value(node);
}

/** The states that a trace passes: the initial one, then one after each letter. */
export function run(dfa: Dfa, trace: Trace): readonly number[] {
  const states = [dfa.initial];
  let state = dfa.initial;
  for (const letter of trace) {
    state = step(dfa, state, letter);
    states.push(state);
  }
  return states;
}

/** Whether the automaton accepts the trace. */
export function accepts(dfa: Dfa, trace: Trace): boolean {
  return dfa.accepting[run(dfa, trace).at(-1) ?? dfa.initial] === true;
}
