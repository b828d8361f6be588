import type { Dfa } from "../dfa.js";
import { valueAt } from "../diagrams.js";
import type { Letter, Trace } from "./letter.js";

/** The state after one letter, in an automaton of any acceptance. */
export function step({ diagrams, moves }: Pick<Dfa, "diagrams" | "moves">, state: number, letter: Letter): number {
  const move = moves[state];
  if (move === undefined) throw new RangeError(`no state ${state}`);
  return valueAt(diagrams, move, (atom) => letter[atom] === true);
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
