import type { Budget } from "./budget.js";
import { type RawAutomaton, stateOf } from "./explore.js";
import { Letters } from "./letters.js";

/** By state the number of its class: states of a class have the same language. */
export function minimise(raw: RawAutomaton, budget: Budget): Int32Array {
  let classes = Int32Array.from(raw.accepting, (accepting) => (accepting ? 1 : 0));
  let count = 0;
  for (let round = 0; ; round++) {
    budget.checkTime();
    const letters = new Letters(raw.atoms, raw.nodes);
    const nodes = new Int32Array(raw.nodes);
    const of = (reference: number): number =>
      reference < 0 ? letters.leaf(classes[stateOf(reference)] as number) : (nodes[reference] as number);
    for (let node = 0; node < raw.nodes; node++) {
      nodes[node] = letters.node(
        raw.levels[node] as number,
        of(raw.lows[node] as number),
        of(raw.highs[node] as number),
      );
    }
    const next = new Int32Array(classes.length);
    const byKey = new Map<number, number>();
    for (const [state, move] of raw.moves.entries()) {
      const key = 2 * of(move) + (raw.accepting[state] === true ? 1 : 0);
      let found = byKey.get(key);
      if (found === undefined) {
        found = byKey.size;
        byKey.set(key, found);
      }
      next[state] = found;
    }
    classes = next;
    if (byKey.size === count) return classes;
    count = byKey.size;
  }
}
