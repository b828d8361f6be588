import type { Dfa } from "../dfa.js";
import { successorsOf } from "../diagrams.js";

/** What the future holds in a state: every continuation is accepted, none is, or it depends. Staying where it stands counts as a continuation. */
export type Prospect = "accepted" | "rejected" | "open";

/** The prospect of every state. */
export function prospects(dfa: Dfa): readonly Prospect[] {
  const before: number[][] = dfa.moves.map(() => []);
  successorsOf(dfa.diagrams, dfa.moves).forEach((targets, state) =>
    targets.forEach((target) => before[target]?.push(state)),
  );
  const accepts = reaching(before, (state) => dfa.accepting[state] === true);
  const rejects = reaching(before, (state) => dfa.accepting[state] !== true);
  return dfa.moves.map((_, state) =>
    rejects[state] !== true ? "accepted" : accepts[state] !== true ? "rejected" : "open",
  );
}

/** Which states reach a goal, by a walk backwards from the goals. */
function reaching(before: readonly (readonly number[])[], isGoal: (state: number) => boolean): readonly boolean[] {
  const found = before.map((_, state) => isGoal(state));
  const stack = before.flatMap((_, state) => (isGoal(state) ? [state] : []));
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    for (const earlier of before[state] ?? []) {
      if (found[earlier] === true) continue;
      found[earlier] = true;
      stack.push(earlier);
    }
  }
  return found;
}
