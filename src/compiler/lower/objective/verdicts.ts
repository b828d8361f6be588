import { possibleSuccessors, type TransitionTable } from "../../automata/decision-table.js";
import { distances, reversed } from "../../automata/reachability.js";

/** What an objective shows in each state of its automaton. All lists are by state. */
export interface Verdicts {
  readonly accepting: readonly boolean[];
  readonly satisfied: readonly boolean[];
  readonly violated: readonly boolean[];
  readonly progress: readonly number[];
}

/**
 * Satisfied: stopping now accepts, and so does every continuation; violated: neither stopping now nor any continuation does. Continuations are those that the theory of the atoms
 * allows: a state from which only impossible letters lead to acceptance is violated, though the automaton, minimal over free atoms, does not know it. Progress is
 * 1 − d/d_max, d the fewest possible steps to acceptance, d_max the most among reachable states; 0 where there are none, 1 where d_max = 0.
 *
 * No trace is empty. So where no letter leads back to the start, the start is no end of a trace, and accepts only where every trace does.
 */
export function verdictsOf(table: TransitionTable, accepts: readonly boolean[]): Verdicts {
  const start = 0;
  const successors = possibleSuccessors(table);
  const before = reversed(successors);
  const isNoEnd = (state: number): boolean => state === start && !table.next.includes(start);
  const ends = accepts.map((accepting, state) => ({ accepting, isEnd: !isNoEnd(state) }));
  const statesWhere = (accepting: boolean): readonly number[] =>
    ends.flatMap((end, state) => (end.isEnd && end.accepting === accepting ? [state] : []));
  const toRejection = distances(before, statesWhere(false));
  const distance = distances(before, statesWhere(true));
  const satisfied = toRejection.map((steps) => steps === Infinity);
  const reachable = distances(successors, [start]);
  const longest = distance.reduce(
    (most, steps, state) => (steps < Infinity && reachable[state] !== Infinity ? Math.max(most, steps) : most),
    0,
  );
  return {
    accepting: ends.map(({ accepting, isEnd }, state) => (isEnd ? accepting : satisfied[state] === true)),
    satisfied,
    violated: distance.map((steps) => steps === Infinity),
    progress: distance.map((steps) => (steps === Infinity ? 0 : longest === 0 ? 1 : Math.max(0, 1 - steps / longest))),
  };
}
