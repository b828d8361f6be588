import { tensor1d, tidy } from "@tensorflow/tfjs-core";
import type { MachineDescriptor } from "../../kernel/descriptor.js";
import type { RewardKernel } from "../../kernel/kernel.js";
import type { GridMap } from "./grid-map.js";

/** A grid together with the machine or objective of a reward: what entering a cell means in each of its states. */
export interface GridProduct {
  readonly map: GridMap;
  readonly automaton: MachineDescriptor;
  /** The state in which episodes begin (the likeliest, where they begin at random). */
  readonly start: number;
  /** `[cells, states]`: the state after entering the cell, and what is paid for it. */
  readonly next: ArrayLike<number>;
  readonly reward: ArrayLike<number>;
}

/**
 * Asks a reward what it makes of each cell: one kernel step with a row for each. The reward must have exactly one machine or objective, and
 * read the grid's propositions only.
 */
export function gridProduct(map: GridMap, kernel: RewardKernel): GridProduct {
  const { descriptor } = kernel;
  const [automaton, ...others] = [...descriptor.machines, ...descriptor.objectives];
  const kept = descriptor.pastObjectives?.length ?? 0;
  if (automaton === undefined || others.length + kept > 0) {
    const count = (automaton === undefined ? 0 : 1) + others.length + kept;
    throw new RangeError(
      `a plan needs a reward with one machine or objective, which has an automaton; \`${descriptor.name}\` has ${count}${kept === 0 ? "" : `, ${kept} of them kept as bits`}`,
    );
  }
  const read: { next?: ArrayLike<number>; reward?: ArrayLike<number> } = {};
  tidy(() => {
    const signals = Object.fromEntries(
      descriptor.signals.flatMap(({ name, presenceOf }) => {
        if (presenceOf !== undefined) return [];
        const holds = map.labels[name];
        if (holds === undefined) throw new RangeError(`\`${name}\` is not a proposition of the grid`);
        return [[name, tensor1d(holds.slice(), "bool")] as const];
      }),
    );
    const state = kernel.init(map.width * map.height, signals);
    const every = kernel.stepAllStates(kernel.step(state, { signals }).labels);
    const [next, reward] = [every.next[automaton.name], every.reward[automaton.name]];
    if (next === undefined || reward === undefined) throw new Error(`the kernel does not step \`${automaton.name}\``);
    read.next = next.dataSync();
    read.reward = reward.dataSync();
  });
  return {
    map,
    automaton,
    start: automaton.start.indexOf(Math.max(...automaton.start)),
    next: read.next ?? [],
    reward: read.reward ?? [],
  };
}
