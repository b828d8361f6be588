import { type RawAutomaton, stateOf } from "./explore.js";

/**
 * Who refers to whom, in compressed rows. Nodes have their numbers, states those after all nodes; the parents of a child are `at(i)` for i from
 * `first(child)` to before `first(child + 1)`.
 */
export interface Parents {
  first(child: number): number;
  at(index: number): number;
}

export function parentsOf(raw: RawAutomaton): Parents {
  const { nodes, moves, lows, highs } = raw;
  const number = (reference: number): number => (reference < 0 ? nodes + stateOf(reference) : reference);
  const firsts = new Int32Array(nodes + moves.length + 2);
  const eachEdge = (edge: (child: number, parent: number) => void): void => {
    for (let node = 0; node < nodes; node++) {
      edge(number(lows[node] as number), node);
      edge(number(highs[node] as number), node);
    }
    for (let state = 0; state < moves.length; state++) edge(number(moves[state] as number), nodes + state);
  };
  // Counts, shifted by two, so that after summing and filling each row begins at its own index.
  eachEdge((child) => {
    firsts[child + 2] = (firsts[child + 2] ?? 0) + 1;
  });
  for (let child = 2; child < firsts.length; child++) {
    firsts[child] = (firsts[child] as number) + (firsts[child - 1] as number);
  }
  const all = new Int32Array(2 * nodes + moves.length);
  eachEdge((child, parent) => {
    const at = firsts[child + 1] as number;
    all[at] = parent;
    firsts[child + 1] = at + 1;
  });
  return { first: (child) => firsts[child] as number, at: (index) => all[index] as number };
}
