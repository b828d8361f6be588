import type { Successors } from "../../reachability.js";
import type { Budget } from "../budget.js";
import type { LetterDiagram } from "../dfa.js";
import { combine, successorsOf, type RootedDiagram } from "../diagrams.js";
import { Letters } from "../letters.js";
import type { Condition } from "./condition.js";
import type { Watch } from "./watch.js";

/** Watches side by side. A trace is accepted where `accepts` holds of the marks that come infinitely often. */
export interface Product {
  readonly diagrams: Letters;
  /** The first state is the initial one. */
  readonly moves: readonly LetterDiagram[];
  readonly successors: Successors;
  /** By state: bit i is set where watch i is in a marked state. */
  readonly marks: readonly number[];
  readonly accepts: (marks: number) => boolean;
}

/** A product has at most so many watches: marks are bits of one number. */
export const maxWatches = 29;

/** What a watch is replaced by where its part of the condition is known, or can no longer matter. */
const [holds, fails, idle] = [-1, -2, -3];

/**
 * The reachable product of the watches. Throws `Exhausted`. A watch that is settled, or that the rest of the condition no
 * longer asks, stops moving; where the whole condition is known, the product stands in one of two last states.
 */
export function product(watches: readonly Watch[], condition: Condition, atoms: number, budget: Budget): Product {
  const diagrams = new Letters(atoms);
  const decided = 2 ** watches.length;
  const states: (readonly number[] | boolean)[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (state: readonly number[] | boolean): number => {
    const key = typeof state === "boolean" ? `${state}` : state.join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    states.push(state);
    return states.length - 1;
  };
  const initial = watches.map(() => 0);
  numberOf(rested(initial, watches, condition));

  const made = new Map<string, LetterDiagram>();
  const moves: LetterDiagram[] = [];
  const marks: number[] = [];
  for (let index = 0; index < states.length; index++) {
    budget.checkStates(states.length);
    budget.checkTime();
    const state = states[index];
    if (state === undefined || typeof state === "boolean") {
      moves.push(diagrams.leaf(index));
      marks.push(state === true ? decided : 2 * decided);
      continue;
    }
    const moving = state.flatMap((place, watch) => (place >= 0 ? [watch] : []));
    const parts = moving.flatMap((watch): RootedDiagram[] => {
      const { diagrams: own, moves: table } = watches[watch] ?? { diagrams, moves: [] };
      const root = table[state[watch] ?? 0];
      return root === undefined ? [] : [{ diagrams: own, root }];
    });
    // What a move does depends on which watches rest, and how; not on where the others stand if their moves are the same.
    const key = `${state.map((place) => Math.min(place, 0)).join()} ${parts.map(({ root }) => root).join()}`;
    const known = made.get(key);
    const moved =
      known ??
      combine(diagrams, parts, (values) => {
        const next = [...state];
        moving.forEach((watch, at) => (next[watch] = values[at] ?? 0));
        return numberOf(rested(next, watches, condition));
      });
    made.set(key, moved);
    moves.push(moved);
    marks.push(
      state.reduce(
        (all, place, watch) =>
          place === holds || (place >= 0 && watches[watch]?.marked[place] === true) ? all + 2 ** watch : all,
        0,
      ),
    );
  }
  return {
    diagrams,
    moves,
    successors: successorsOf(diagrams, moves),
    marks,
    accepts: (seen) => {
      if (seen >= decided) return seen < 2 * decided;
      return condition.value((watch) => (seen & (2 ** watch)) !== 0) === true;
    },
  };
}

/** The state with settled watches at rest, or what is then known of the whole condition. */
function rested(
  state: readonly number[],
  watches: readonly Watch[],
  condition: Condition,
): readonly number[] | boolean {
  const settled = (watch: number): boolean | undefined => {
    const place = state[watch] ?? idle;
    return place >= 0 ? watches[watch]?.settled[place] : place === holds ? true : place === fails ? false : undefined;
  };
  const value = condition.value(settled);
  if (value !== undefined) return value;
  const open = condition.open(settled);
  return state.map((place, watch) => {
    const known = settled(watch);
    if (known !== undefined) return known ? holds : fails;
    return open.has(watch) ? place : idle;
  });
}
