import { defaultSettings, TabularTraining } from "../../src/runtime/agents/tabular/index.js";
import { moves } from "../../src/runtime/environments/grid/grid-map.js";
import type { GridProduct } from "../../src/runtime/environments/grid/product.js";
import { LetterWorld } from "../../src/runtime/environments/letter-world.js";
import { optimum, type LetterTask } from "./task.js";

export interface TabularStudy {
  readonly task: LetterTask;
  readonly map: number;
  /** Independent tables, that differ in their random numbers only. */
  readonly runs: number;
  /** Steps of each run. */
  readonly steps: number;
  /** Steps between two looks at the greedy policies. */
  readonly every: number;
  readonly counterfactual: "none" | "all";
}

export interface TabularResult {
  /** For each run the steps after which its greedy policy took a shortest way in this look and all later ones; undefined: not at the end. */
  readonly optimalFrom: readonly (number | undefined)[];
  /** Runs whose greedy policy succeeds at the end, and the steps that it takes there. */
  readonly successes: readonly number[];
}

/** Q-learning over (cell, state of the objective) on one map, by the published constants of the reward-machine benchmark, Q from 0. */
export function tabularStudy({ task, map, runs, steps, every, counterfactual }: TabularStudy): TabularResult {
  const { product, steps: fewest } = optimum(task, map);
  const training = new TabularTraining({
    environment: new LetterWorld(task.rules, { size: runs, seed: map, map }),
    tasks: [{ kernel: task.kernel }],
    seed: map,
    rewards: "tabulated",
    learners: [{ rows: { first: 0, count: runs }, settings: { ...defaultSettings, initialValue: 1, counterfactual } }],
  });
  const [learner] = training.learners;
  if (learner === undefined) throw new Error("the training has one learner");
  const look = (): (number | undefined)[] =>
    Array.from({ length: runs }, (_, run) =>
      greedySteps(product, task.rules.limit, (cell, state) => learner.valuesOf(run, cell, 0, state)),
    );
  const optimalFrom = Array<number | undefined>(runs).fill(undefined);
  let last = look();
  while (training.steps < steps) {
    training.run(every);
    last = look();
    last.forEach((taken, run) => {
      optimalFrom[run] = taken === fewest ? (optimalFrom[run] ?? training.steps) : undefined;
    });
  }
  training.dispose();
  return { optimalFrom, successes: last.filter((taken) => taken !== undefined) };
}

/** Steps until the best known actions, the first of equals, are paid; undefined where they are punished first, or not paid before the limit. */
function greedySteps(
  { map, automaton, start, next, reward }: GridProduct,
  limit: number,
  valuesOf: (cell: number, state: number) => Float64Array,
): number | undefined {
  const states = automaton.states.length;
  let cell = map.start;
  let state = start;
  for (let step = 1; step <= limit; step++) {
    const values = valuesOf(cell, state);
    const move = values.indexOf(Math.max(...values));
    cell = map.next[cell * moves.length + move] ?? cell;
    const paid = reward[cell * states + state] ?? 0;
    if (paid > 0) return step;
    state = next[cell * states + state] ?? state;
    if (automaton.ends[state] === "final") return undefined;
  }
  return undefined;
}
