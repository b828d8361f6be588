import { distances, reversed } from "../../reachability.js";
import type { Dfa } from "../dfa.js";
import { successorsOf } from "../diagrams.js";

/** What the future holds in a state: every continuation is accepted, none is, or it depends. Staying where it stands counts as a continuation. */
export type Prospect = "accepted" | "rejected" | "open";

/** The prospect of every state. */
export function prospects({ diagrams, moves, accepting }: Dfa): readonly Prospect[] {
  const before = reversed(successorsOf(diagrams, moves));
  const statesWhere = (accepts: boolean): readonly number[] =>
    accepting.flatMap((each, state) => (each === accepts ? [state] : []));
  const toAcceptance = distances(before, statesWhere(true));
  const toRejection = distances(before, statesWhere(false));
  return moves.map((_, state) =>
    toRejection[state] === Infinity ? "accepted" : toAcceptance[state] === Infinity ? "rejected" : "open",
  );
}
