import { Exhausted, type Budget } from "../budget.js";
import { cycles } from "./components.js";
import type { Product } from "./product.js";

/** A strongly connected set of states, and below it the greatest strongly connected subsets whose traces are judged the other way. */
export interface CycleTree {
  readonly states: ReadonlySet<number>;
  /** Whether a trace is accepted that visits all of these states, and no others, infinitely often. */
  readonly accepting: boolean;
  readonly children: readonly CycleTree[];
  /** Levels below this one. */
  readonly height: number;
}

/** More sets of marks than this are not searched. */
const maxMarkSets = 65_536;

/**
 * The alternating cycle decomposition (Casares, Colcombet and Fijalkow 2021), one tree for each maximal strongly connected set: Zielonka's split tree
 * (1998) cut down to the cycles that are there. Its depth is that of the condition, so this recursion does not grow with the input's size. Throws
 * `Exhausted`.
 */
export function cycleTrees(automaton: Product, budget: Budget): readonly CycleTree[] {
  return cycles(automaton.moves.keys(), (state) => automaton.successors[state] ?? []).map((states) =>
    treeOf(states, automaton, budget),
  );
}

function treeOf(states: readonly number[], automaton: Product, budget: Budget): CycleTree {
  budget.checkTime();
  const accepting = automaton.accepts(marksOf(states, automaton));
  const children = opposites(states, accepting, automaton).map((child) => treeOf(child, automaton, budget));
  return {
    states: new Set(states),
    accepting,
    children,
    height: children.reduce((height, child) => Math.max(height, child.height + 1), 0),
  };
}

/** The greatest strongly connected subsets that are judged the other way. */
function opposites(states: readonly number[], accepting: boolean, automaton: Product): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  const open = [states];
  for (let set = open.pop(); set !== undefined; set = open.pop()) {
    const inside = new Set(set);
    for (const allowed of greatestMarkSets(marksOf(set, automaton), !accepting, automaton)) {
      const parts = cycles(
        set,
        (state) => automaton.successors[state] ?? [],
        (state) => inside.has(state) && ((automaton.marks[state] ?? 0) & ~allowed) === 0,
      );
      for (const part of parts) {
        if (automaton.accepts(marksOf(part, automaton)) !== accepting) found.push(part);
        else open.push(part);
      }
    }
  }
  return greatest(found);
}

/** Of the subsets of some marks those that are judged so, the greatest. */
function greatestMarkSets(marks: number, accepted: boolean, automaton: Product): readonly number[] {
  const found: number[] = [];
  const seen = new Set([marks]);
  let layer = [marks];
  while (layer.length > 0) {
    const next: number[] = [];
    for (const set of layer) {
      if (found.some((greater) => (set & ~greater) === 0)) continue;
      if (automaton.accepts(set) === accepted) {
        found.push(set);
        continue;
      }
      for (let rest = set; rest !== 0; rest &= rest - 1) {
        const smaller = set & ~(rest & -rest);
        if (seen.has(smaller)) continue;
        seen.add(smaller);
        next.push(smaller);
      }
    }
    if (seen.size > maxMarkSets) throw new Exhausted("memory", automaton.moves.length);
    layer = next;
  }
  return found;
}

function greatest(sets: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const kept: ReadonlySet<number>[] = [];
  const result: (readonly number[])[] = [];
  for (const set of [...sets].sort((a, b) => b.length - a.length)) {
    if (kept.some((other) => set.every((state) => other.has(state)))) continue;
    kept.push(new Set(set));
    result.push(set);
  }
  return result;
}

function marksOf(states: readonly number[], { marks }: Product): number {
  return states.reduce((all, state) => all | (marks[state] ?? 0), 0);
}
