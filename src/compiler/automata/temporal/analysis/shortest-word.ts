import type { Diagram, Diagrams } from "../../diagram.js";
import { possibleValues, witness, type Assignment } from "../../satisfy.js";
import type { Component, Ending } from "./component.js";

/** A possible letter for each step, only what matters to the components. */
export type Word = readonly Assignment[];

export type Search =
  | { readonly kind: "found"; readonly word: Word }
  | { readonly kind: "none" }
  /** The product of the components has too many states to say. */
  | { readonly kind: "too-large" };

/** Product states that one search may visit. */
const defaultLimit = 20_000;

interface Visit {
  readonly states: readonly number[];
  readonly before?: Visit;
  /** The leaf of the joint move of `before` that led here. */
  readonly value: number;
}

/**
 * A shortest possible word, of one step at least, after which `goal` holds of the components' states. Breadth first over the product; where a component has ended the
 * episode nothing follows, and where only a truncation has, no goal is looked for: the trace is cut there. Throws `DiagramTooLarge` where letters are too entangled.
 */
export function shortestWord(
  diagrams: Diagrams,
  components: readonly Component[],
  goal: (states: readonly number[]) => boolean,
  limit: number = defaultLimit,
): Search {
  const start: Visit = { states: components.map(({ initial }) => initial), value: 0 };
  const seen = new Set([start.states.join()]);
  const queue = [start];
  for (const visit of queue) {
    const { move, decode } = jointMove(diagrams, components, visit.states);
    const reached = possibleValues(diagrams, move).flatMap((value) => {
      const states = decode(value);
      const ending = endingAt(components, states);
      return ending === "truncated" || ending === "impossible" ? [] : [{ value, states, ending }];
    });
    // The start may be the goal of a longer word, though it is no goal itself.
    const goals = new Set(reached.filter(({ states }) => goal(states)).map(({ value }) => value));
    if (goals.size > 0) {
      const leads = diagrams.rebuild(move, (value) => (goals.has(value) ? 1 : 0));
      const last = witness(diagrams, leads, (value) => value === 1) ?? [];
      return { kind: "found", word: [...wordTo(diagrams, components, visit), last] };
    }
    for (const { value, states, ending } of reached) {
      const key = states.join();
      if (seen.has(key) || ending !== "none") continue;
      if (seen.size >= limit) return { kind: "too-large" };
      seen.add(key);
      queue.push({ states, before: visit, value });
    }
  }
  return { kind: "none" };
}

/** One diagram for the moves of all components; `decode` reads the next states off a leaf. */
function jointMove(
  diagrams: Diagrams,
  components: readonly Component[],
  states: readonly number[],
): { readonly move: Diagram; readonly decode: (value: number) => readonly number[] } {
  let move = diagrams.leaf(0);
  components.forEach(({ moves }, index) => {
    const own = moves[states[index] ?? 0] ?? diagrams.leaf(0);
    move = diagrams.apply(move, own, (before, state) => before * moves.length + state);
  });
  const decode = (value: number): readonly number[] => {
    let rest = value;
    return components
      .map((_, index) => {
        const { length } = components[components.length - 1 - index]?.moves ?? [];
        const state = rest % length;
        rest = Math.floor(rest / length);
        return state;
      })
      .reverse();
  };
  return { move, decode };
}

/** Terminated beats truncated, and what cannot be is nothing else. */
function endingAt(components: readonly Component[], states: readonly number[]): Ending {
  const found = components.map(({ ends }, index) => ends?.[states[index] ?? 0] ?? "none");
  if (found.includes("impossible")) return "impossible";
  return found.includes("terminated") ? "terminated" : found.includes("truncated") ? "truncated" : "none";
}

function wordTo(diagrams: Diagrams, components: readonly Component[], last: Visit): Word {
  const letters: Assignment[] = [];
  for (let visit: Visit = last; visit.before !== undefined; visit = visit.before) {
    const { value, before } = visit;
    const { move } = jointMove(diagrams, components, before.states);
    letters.push(witness(diagrams, move, (leaf) => leaf === value) ?? []);
  }
  return letters.reverse();
}
