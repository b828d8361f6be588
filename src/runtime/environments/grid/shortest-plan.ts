import type { RewardKernel } from "../../kernel/kernel.js";
import { moves, type GridMap } from "./grid-map.js";
import { gridProduct } from "./product.js";

/** A shortest way to be paid. */
export interface Plan {
  /** Indices of `moves`. */
  readonly actions: readonly number[];
  /** Reward of the machine or objective in the last step. */
  readonly reward: number;
}

/**
 * The fewest moves from the start of a grid until the machine or objective of a reward pays more than 0, by breadth-first search over cell
 * and state; undefined where it never does. The reward must have exactly one of them, without counters, and read the grid's propositions only.
 */
export function shortestPlan(map: GridMap, kernel: RewardKernel): Plan | undefined {
  const { automaton, start, next, reward } = gridProduct(map, kernel);
  const states = automaton.states.length;
  // A node is cell · states + state; `from` holds the node before and the move, -1 for the start.
  const first = map.start * states + start;
  const from = new Map<number, readonly [node: number, move: number]>([[first, [-1, -1]]]);
  const queue = [first];
  for (const node of queue) {
    const state = node % states;
    const cell = (node - state) / states;
    for (let move = 0; move < moves.length; move++) {
      const to = map.next[cell * moves.length + move] ?? cell;
      const paid = reward[to * states + state] ?? 0;
      if (paid > 0) return { actions: [...walked(from, node), move], reward: paid };
      const after = next[to * states + state] ?? 0;
      const reached = to * states + after;
      if (automaton.ends[after] !== "none" || from.has(reached)) continue;
      from.set(reached, [node, move]);
      queue.push(reached);
    }
  }
  return undefined;
}

function walked(from: ReadonlyMap<number, readonly [number, number]>, node: number): number[] {
  const path: number[] = [];
  for (let step = from.get(node); step !== undefined && step[0] >= 0; step = from.get(step[0])) path.push(step[1]);
  return path.reverse();
}
