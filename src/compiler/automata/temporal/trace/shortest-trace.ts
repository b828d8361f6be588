import type { Dfa, LetterDiagram } from "../dfa.js";
import { jointLeaves } from "./joint-leaves.js";
import type { Letter, Trace } from "./letter.js";

export interface TraceOptions {
  /** In the package of the first automaton: 0 where a letter cannot be, as where two atoms exclude each other. Default: all letters can. */
  readonly possible?: LetterDiagram;
  /** Whether the empty trace may be the answer. Default false: an episode has a step. */
  readonly empty?: boolean;
}

interface Visit {
  readonly states: readonly number[];
  readonly letter?: Letter;
  readonly before?: Visit;
}

/**
 * A shortest trace after which `goal` holds of what the automata accept together, `undefined` where there is none. Breadth first over the reachable part of the
 * product, so equal questions have equal answers. The automata read the same atoms.
 */
export function shortestTrace(
  automata: readonly Dfa[],
  goal: (accepted: readonly boolean[]) => boolean,
  { possible, empty = false }: TraceOptions = {},
): Trace | undefined {
  const reached = (states: readonly number[]): boolean =>
    goal(states.map((state, index) => automata[index]?.accepting[state] === true));
  const start: Visit = { states: automata.map(({ initial }) => initial) };
  if (empty && reached(start.states)) return [];
  const first = automata[0];
  const filter = possible === undefined || first === undefined ? [] : [{ diagrams: first.diagrams, root: possible }];
  const seen = new Set([start.states.join()]);
  const queue: Visit[] = [start];
  for (const visit of queue) {
    const roots = automata.map(({ diagrams, moves }, index) => ({
      diagrams,
      root: moves[visit.states[index] ?? 0] ?? 0,
    }));
    for (const { values, letter } of jointLeaves([...roots, ...filter])) {
      if (filter.length > 0 && values[automata.length] === 0) continue;
      const states = values.slice(0, automata.length);
      const next: Visit = { states, letter, before: visit };
      // The start may be the goal of a longer trace, though it is no goal itself.
      if (reached(states)) return traceOf(next);
      const key = states.join();
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push(next);
    }
  }
  return undefined;
}

function traceOf(last: Visit): Trace {
  const letters: Letter[] = [];
  for (let visit: Visit | undefined = last; visit?.letter !== undefined; visit = visit.before)
    letters.push(visit.letter);
  return letters.reverse();
}
