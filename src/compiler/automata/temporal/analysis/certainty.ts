import type { Diagrams } from "../../diagram.js";
import { possibleValues } from "../../satisfy.js";
import type { Component } from "./component.js";

/** What is certain of a trace that leads to a state: every continuation (the empty one, too) is accepted, none is, or neither. */
export type Certainty = "satisfied" | "violated" | "open";

export interface Prospects {
  /** By state; of states that no possible letter reaches, nothing is to be read. */
  readonly certainty: readonly Certainty[];
  /** States that stand at the end of some non-empty trace. */
  readonly reached: ReadonlySet<number>;
  /** Those after one letter. */
  readonly afterFirst: ReadonlySet<number>;
}

/** What the possible letters make of an automaton: where it can come to, and what is certain there. */
export function prospectsOf(diagrams: Diagrams, component: Component, accepting: readonly boolean[]): Prospects {
  const successors = new Map<number, readonly number[]>();
  const queue = [component.initial];
  for (const state of queue) {
    if (successors.has(state)) continue;
    const next = possibleValues(diagrams, component.moves[state] ?? diagrams.leaf(state));
    successors.set(state, next);
    queue.push(...next);
  }
  const before: number[][] = component.moves.map(() => []);
  for (const [state, next] of successors) for (const target of next) before[target]?.push(state);
  const reached = new Set([...successors.values()].flat());
  const mayAccept = backwards(
    before,
    [...reached].filter((state) => accepting[state] === true),
  );
  const mayReject = backwards(
    before,
    [...reached].filter((state) => accepting[state] !== true),
  );
  return {
    certainty: component.moves.map((_, state) =>
      mayReject.has(state) ? (mayAccept.has(state) ? "open" : "violated") : "satisfied",
    ),
    reached,
    afterFirst: new Set(successors.get(component.initial)),
  };
}

function backwards(before: readonly (readonly number[])[], goals: readonly number[]): ReadonlySet<number> {
  const found = new Set(goals);
  const stack = [...goals];
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    for (const earlier of before[state] ?? []) {
      if (found.has(earlier)) continue;
      found.add(earlier);
      stack.push(earlier);
    }
  }
  return found;
}
