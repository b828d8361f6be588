import type { Diagram, Diagrams } from "../../diagram.js";
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

/** What the possible letters make of an automaton: where it can come to, and what is certain there. Linear in the nodes of its diagrams, which states share. */
export function prospectsOf(
  diagrams: Diagrams,
  { initial, moves }: Component,
  accepting: readonly boolean[],
): Prospects {
  const start = moves[initial];
  if (start === undefined) return { certainty: [], reached: new Set(), afterFirst: new Set() };
  const afterFirst = new Set<number>();
  walk([start], (node) => {
    if (!diagrams.isLeaf(node)) return possibleChildren(diagrams, node);
    afterFirst.add(diagrams.value(node));
    return [];
  });
  const reached = new Set<number>();
  const before = new Map<Diagram, Diagram[]>();
  const leaves = new Map<number, Diagram>();
  walk([start], (node) => {
    const next = diagrams.isLeaf(node) ? movesFrom(diagrams.value(node)) : possibleChildren(diagrams, node);
    if (diagrams.isLeaf(node)) {
      reached.add(diagrams.value(node));
      leaves.set(diagrams.value(node), node);
    }
    for (const target of next) {
      const sources = before.get(target);
      if (sources === undefined) before.set(target, [node]);
      else sources.push(node);
    }
    return next;
  });
  const from = (wanted: boolean): ReadonlySet<Diagram> =>
    walk(
      [...leaves].flatMap(([state, leaf]) => ((accepting[state] === true) === wanted ? [leaf] : [])),
      (node) => before.get(node) ?? [],
    );
  const [mayAccept, mayReject] = [from(true), from(false)];
  const certaintyOf = (leaf: Diagram | undefined): Certainty => {
    if (leaf === undefined) return "open";
    return mayReject.has(leaf) ? (mayAccept.has(leaf) ? "open" : "violated") : "satisfied";
  };
  return { certainty: moves.map((_, state) => certaintyOf(leaves.get(state))), reached, afterFirst };

  function movesFrom(state: number): readonly Diagram[] {
    const move = moves[state];
    return move === undefined ? [] : [move];
  }
}

/** The states that a possible letter leads to from a state. */
export function successors(diagrams: Diagrams, { moves }: Component, state: number): readonly number[] {
  const start = moves[state];
  if (start === undefined) return [];
  const nodes = walk([start], (node) => (diagrams.isLeaf(node) ? [] : possibleChildren(diagrams, node)));
  return [...nodes].flatMap((node) => (diagrams.isLeaf(node) ? [diagrams.value(node)] : []));
}

function possibleChildren(diagrams: Diagrams, node: Diagram): readonly Diagram[] {
  const cells = diagrams.variables[diagrams.level(node)]?.cells ?? [];
  return diagrams.children(node).filter((_, cell) => cells[cell]?.possible === true);
}

/** Every node that the roots lead to, the roots included. */
function walk(roots: readonly Diagram[], next: (node: Diagram) => readonly Diagram[]): ReadonlySet<Diagram> {
  const seen = new Set(roots);
  const stack = [...roots];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const target of next(node)) {
      if (seen.has(target)) continue;
      seen.add(target);
      stack.push(target);
    }
  }
  return seen;
}
