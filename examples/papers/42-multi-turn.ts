/*
 * Dense against sparse turn rewards (paper 42, "A Practitioner's Guide to Multi-turn Agentic Reinforcement Learning", 2510.01132):
 *
 *     node scripts/run.mjs examples/papers/42-multi-turn.ts [--seeds 1,2,3]
 *
 * Six doors stand one behind the other; the prompt says which of four keys opens each, and a wrong one leads nowhere. The episode is won behind the last door.
 * Where `most`, by which turns of a lost game are divided, is less than the turns that there are, losing late pays as much as winning.
 */
import type { WritingTask } from "../../src/runtime/environments/index.js";
import { printTable, seedsOf, train, writePlot, type Study } from "./replica.js";

const [doors, keys, prompts] = [6, 4, 4];

/** Doors that are open after some keys. */
function opened(prompt: number, written: readonly number[]): number {
  return written.reduce((open, key) => (open < doors && key === (prompt + open) % keys ? open + 1 : open), 0);
}

const task: WritingTask = {
  name: "doors",
  tokens: Array.from({ length: keys }, (_, key) => `Key${key}`),
  prompts,
  limit: 8,
  observation: prompts * (doors + 1),
  observe: (prompt, written, into) => {
    into[prompt * (doors + 1) + opened(prompt, written)] = 1;
  },
  signals: [
    { name: "turn_r", dtype: "float", shape: [] },
    { name: "won", dtype: "bool", shape: [] },
  ],
  values: (prompt, written) => {
    const open = opened(prompt, written);
    const before = opened(prompt, written.slice(0, -1));
    return [open - before, Number(open === doors)];
  },
  isOver: (prompt, written) => opened(prompt, written) === doors,
};

const spec = "examples/papers/42-multi-turn.reward";

export const study: Study = {
  task,
  arms: [
    { name: "dense", spec, params: { most: doors } },
    { name: "dense, `most` too low", spec, params: { most: doors - 2 } },
    { name: "sparse", spec, variant: "sparse" },
  ],
  settings: { groups: 4, members: 8, entropyWeight: 0.01, learningRate: 0.005 },
  updates: 200,
  measure: (_, episodes) => episodes.filter(({ end }) => end === "terminated").length / Math.max(1, episodes.length),
};

if (process.argv[1]?.includes("42-multi-turn")) {
  const seeds = seedsOf();
  const curves = await train(study, seeds);
  printTable(curves, seeds, "share of episodes won");
  writePlot("docs/replicas/42-multi-turn.svg", curves, {
    title: "Turn rewards, dense and sparse",
    x: "update",
    y: "episodes won",
  });
}
