import { tensor1d, tidy } from "@tensorflow/tfjs-core";
import type { RewardKernel } from "../../kernel/kernel.js";
import { moves, type GridMap } from "./grid-map.js";

/** A shortest way to be paid. */
export interface Plan {
  /** Indices of `moves`. */
  readonly actions: readonly number[];
  /** Reward of the machine in the last step. */
  readonly reward: number;
}

/**
 * The fewest moves from the start of a grid until the machine of a reward pays, by breadth-first search over cell and machine state;
 * undefined where it never does. The reward must have exactly one machine, without counters, and read the grid's propositions only.
 */
export function shortestPlan(map: GridMap, kernel: RewardKernel): Plan | undefined {
  const [machine, ...others] = kernel.descriptor.machines;
  if (machine === undefined || others.length > 0)
    throw new RangeError(
      `a plan needs a reward with one machine; \`${kernel.descriptor.name}\` has ${String(kernel.descriptor.machines.length)}`,
    );
  const states = machine.states.length;
  const { next, reward } = everyCell(map, kernel, machine.name);

  // A node is cell · states + machine state; `from` holds the node before and the move, -1 for the start.
  const start = map.start * states + machine.start.indexOf(Math.max(...machine.start));
  const from = new Map<number, readonly [node: number, move: number]>([[start, [-1, -1]]]);
  const queue = [start];
  for (const node of queue) {
    const state = node % states;
    const cell = (node - state) / states;
    for (let move = 0; move < moves.length; move++) {
      const to = map.next[cell * moves.length + move] ?? cell;
      const paid = reward[to * states + state] ?? 0;
      if (paid > 0) return { actions: [...walked(from, node), move], reward: paid };
      const after = next[to * states + state] ?? 0;
      const reached = to * states + after;
      if (machine.ends[after] !== "none" || from.has(reached)) continue;
      from.set(reached, [node, move]);
      queue.push(reached);
    }
  }
  return undefined;
}

/** What the machine does in each cell from each of its states: one kernel step with a row for each cell. */
function everyCell(
  map: GridMap,
  kernel: RewardKernel,
  machine: string,
): { readonly next: ArrayLike<number>; readonly reward: ArrayLike<number> } {
  const read: { next?: ArrayLike<number>; reward?: ArrayLike<number> } = {};
  tidy(() => {
    const signals = Object.fromEntries(
      kernel.descriptor.signals.map(({ name }) => {
        const holds = map.labels[name];
        if (holds === undefined) throw new RangeError(`\`${name}\` is not a proposition of the grid`);
        return [name, tensor1d(holds.slice(), "bool")];
      }),
    );
    const state = kernel.init(map.width * map.height, signals);
    const every = kernel.stepAllStates(kernel.step(state, { signals }).labels);
    const [next, reward] = [every.next[machine], every.reward[machine]];
    if (next === undefined || reward === undefined) throw new Error(`the kernel does not step \`${machine}\``);
    read.next = next.dataSync();
    read.reward = reward.dataSync();
  });
  return { next: read.next ?? [], reward: read.reward ?? [] };
}

function walked(from: ReadonlyMap<number, readonly [number, number]>, node: number): number[] {
  const path: number[] = [];
  for (let step = from.get(node); step !== undefined && step[0] >= 0; step = from.get(step[0])) path.push(step[1]);
  return path.reverse();
}
