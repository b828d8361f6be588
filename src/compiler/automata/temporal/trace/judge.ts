import type { Dfa } from "../dfa.js";
import type { Trace } from "./letter.js";
import { prospects } from "./prospects.js";
import { run } from "./run.js";

export interface Judgement {
  /** Of the trace as a whole, judged as if it ended there. */
  readonly accepted: boolean;
  /** Zero-based step from which on no continuation could change the verdict; absent while it can. */
  readonly certainFrom?: number;
  /** After each letter: the state, and whether a trace that ended there would be accepted. */
  readonly steps: readonly { readonly state: number; readonly accepting: boolean }[];
}

/** What the automaton says of a trace, step by step. A verdict that is certain before the first letter counts as certain from step 0. */
export function judge(dfa: Dfa, trace: Trace): Judgement {
  const states = run(dfa, trace);
  const future = prospects(dfa);
  const steps = states.slice(1).map((state) => ({ state, accepting: dfa.accepting[state] === true }));
  const certain = steps.findIndex(({ state }) => future[state] !== "open");
  return {
    accepted: dfa.accepting[states.at(-1) ?? dfa.initial] === true,
    ...(certain < 0 ? {} : { certainFrom: certain }),
    steps,
  };
}
