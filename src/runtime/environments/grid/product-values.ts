import { moves } from "./grid-map.js";
import type { GridProduct } from "./product.js";

/**
 * Optimal discounted returns `[cells, states]` of the machine or objective of a reward on a grid without a time limit, by value iteration
 * until no value changes by more than `precision`: v(s, u) = max over moves of r + γ v(s′, u′), and 0 behind a final state. `discount` is γ in
 * [0, 1).
 */
export function productValues(product: GridProduct, discount: number, precision = 1e-9): Float64Array {
  if (!(discount >= 0 && discount < 1))
    throw new RangeError(`value iteration needs a discount in [0, 1), found ${String(discount)}`);
  const { map, automaton, next, reward } = product;
  const states = automaton.states.length;
  const values = new Float64Array(map.width * map.height * states);
  for (let change = Infinity; change > precision;) {
    change = 0;
    for (let node = 0; node < values.length; node++) {
      const state = node % states;
      if (automaton.ends[state] === "final") continue;
      const cell = (node - state) / states;
      let best = -Infinity;
      for (let move = 0; move < moves.length; move++) {
        const to = map.next[cell * moves.length + move] ?? cell;
        const after = next[to * states + state] ?? 0;
        const follows = automaton.ends[after] === "final" ? 0 : (values[to * states + after] ?? 0);
        best = Math.max(best, (reward[to * states + state] ?? 0) + discount * follows);
      }
      change = Math.max(change, Math.abs(best - (values[node] ?? 0)));
      values[node] = best;
    }
  }
  return values;
}
