import type { Dfa } from "../dfa.js";
import { leavesOf } from "../diagrams.js";
import { step } from "../trace/run.js";

/**
 * Whether steps in which no atom holds, appended to a trace, never change its verdict: it then does not matter how long an episode goes on after the last thing happened. After the
 * insensitivity to infiniteness of De Giacomo, De Masellis and Montali (2014), where a trace is continued for ever by such letters. `eventually a` and `always (a implies eventually b)`
 * are insensitive, `always a`, `weak next a` and `last` are not.
 */
export function isInsensitiveToEnd(dfa: Dfa): boolean {
  const quiet = Array.from({ length: dfa.diagrams.atoms }, () => false);
  const isEnd = endStates(dfa);
  return dfa.accepting.every(
    (accepting, state) => !isEnd[state] || dfa.accepting[step(dfa, state, quiet)] === accepting,
  );
}

/** Every state is the end of some trace, but the first where nothing leads back to it: no trace is empty. */
function endStates({ diagrams, initial, moves }: Dfa): readonly boolean[] {
  const entered = new Set(leavesOf(diagrams, moves));
  return moves.map((_, state) => state !== initial || entered.has(state));
}
