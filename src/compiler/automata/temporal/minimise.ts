import type { Budget } from "./budget.js";
import { type RawAutomaton, stateOf } from "./explore.js";
import { Letters } from "./letters.js";
import { parentsOf } from "./parents.js";
import { Partition } from "./partition.js";

/**
 * By state the number of its class: states of a class have the same language. Partition refinement on the shared diagrams: the diagram of a
 * state with classes in its leaves is its signature (Moore 1956; signatures as in Blom and Orzan 2005), and what a split changes is
 * recomputed bottom up and no more. The largest part of a split class keeps its number, so that each state changes its number, and causes
 * work, at most as often as there are bits in the number of states (Hopcroft 1971).
 */
export function minimise(raw: RawAutomaton, budget: Budget): Int32Array {
  const states = raw.moves.length;
  const letters = new Letters(raw.atoms, raw.nodes);
  /** By state its class; by node its diagram with classes in the leaves; by state the diagram of its move. */
  const classes = Int32Array.from(raw.accepting, (accepting) => (accepting ? 1 : 0));
  const diagrams = new Int32Array(raw.nodes);
  const signatures = new Int32Array(states);
  const diagramOf = (reference: number): number =>
    reference < 0 ? letters.leaf(classes[stateOf(reference)] as number) : (diagrams[reference] as number);
  const relabel = (node: number): number =>
    letters.node(raw.levels[node] as number, diagramOf(raw.lows[node] as number), diagramOf(raw.highs[node] as number));

  for (let node = 0; node < raw.nodes; node++) {
    if ((node & 0xffff) === 0) budget.checkTime();
    diagrams[node] = relabel(node);
  }
  for (let state = 0; state < states; state++) signatures[state] = diagramOf(raw.moves[state] as number);
  const partition = new Partition(classes, signatures);
  let moved = partition.split(everyState(states));
  if (moved.length === 0) return classes;

  const parents = parentsOf(raw);
  const pending = new Uint8Array(raw.nodes);
  const touched = new Uint8Array(states);
  for (let round = 0; moved.length > 0; round++) {
    if (round % 64 === 0) budget.checkTime();
    const waiting: number[][] = [];
    const changed: number[] = [];
    const mark = (child: number): void => {
      for (let at = parents.first(child); at < parents.first(child + 1); at++) {
        const parent = parents.at(at);
        if (parent >= raw.nodes) {
          const state = parent - raw.nodes;
          if (touched[state] === 0) {
            touched[state] = 1;
            changed.push(state);
          }
        } else if (pending[parent] === 0) {
          pending[parent] = 1;
          (waiting[raw.levels[parent] as number] ??= []).push(parent);
        }
      }
    };
    for (const state of moved) mark(raw.nodes + state);
    for (let level = raw.atoms - 1; level >= 0; level--) {
      for (const node of waiting[level] ?? []) {
        pending[node] = 0;
        const diagram = relabel(node);
        if (diagram === diagrams[node]) continue;
        diagrams[node] = diagram;
        mark(node);
      }
    }
    for (const state of changed) {
      touched[state] = 0;
      signatures[state] = diagramOf(raw.moves[state] as number);
    }
    moved = partition.split(changed);
  }
  return classes;
}

function everyState(states: number): readonly number[] {
  return Array.from({ length: states }, (_, state) => state);
}
