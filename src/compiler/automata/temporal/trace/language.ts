import type { Dfa } from "../dfa.js";
import type { Trace } from "./letter.js";
import { shortestTrace, type TraceOptions } from "./shortest-trace.js";

/** `undefined`: the language is empty. */
export function shortestAccepted(dfa: Dfa, options?: TraceOptions): Trace | undefined {
  return shortestTrace([dfa], ([accepted]) => accepted === true, options);
}

/** `undefined`: the language is universal. */
export function shortestRejected(dfa: Dfa, options?: TraceOptions): Trace | undefined {
  return shortestTrace([dfa], ([accepted]) => accepted !== true, options);
}

/** A shortest trace that only one of the two accepts; `undefined`: the languages are equal. Both read the same atoms. */
export function shortestDifference(left: Dfa, right: Dfa, options?: TraceOptions): Trace | undefined {
  return shortestTrace([left, right], ([first, second]) => first !== second, options);
}

/** A shortest trace that the first accepts and the second does not; `undefined`: the first implies the second. */
export function shortestCounterexample(first: Dfa, second: Dfa, options?: TraceOptions): Trace | undefined {
  return shortestTrace([first, second], ([left, right]) => left === true && right !== true, options);
}

/** A shortest trace that all accept; `undefined`: they contradict each other. */
export function shortestCommon(automata: readonly Dfa[], options?: TraceOptions): Trace | undefined {
  return shortestTrace(automata, (accepted) => accepted.every(Boolean), options);
}

export function isEmpty(dfa: Dfa, options?: TraceOptions): boolean {
  return shortestAccepted(dfa, options) === undefined;
}

export function isUniversal(dfa: Dfa, options?: TraceOptions): boolean {
  return shortestRejected(dfa, options) === undefined;
}
