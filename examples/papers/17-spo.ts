/*
 * Self-play on a preference with no best arm (paper 17, "A Minimaximalist Approach to Reinforcement Learning from Human Feedback", 2401.04056):
 *
 *     node scripts/run.mjs examples/papers/17-spo.ts [--seeds 1,2,3]
 *
 * Rock, paper and scissors. Against the others of its group every arm is beaten by another, and the policy keeps moving around the mixture of all three; a scalar score has a greatest, and takes it.
 */
import type { WritingTask } from "../../src/runtime/environments/index.js";
import { printTable, seedsOf, train, writePlot, type Study } from "./replica.js";

const task: WritingTask = {
  name: "arms",
  tokens: ["Rock", "Paper", "Scissors"],
  prompts: 1,
  limit: 1,
  observation: 1,
  observe: (_, __, into) => {
    into[0] = 1;
  },
  signals: [{ name: "arm", dtype: "int", shape: [] }],
  values: (_, written) => [written[0] ?? 0],
  isOver: (_, written) => written.length === 1,
};

const spec = "examples/papers/17-spo.reward";

/** The share of the most frequent arm, over all updates so far: a third for the mixture, 1 for one arm. */
function frequentest(): Study["measure"] {
  let counts = [0, 0, 0];
  return ({ update, reports }) => {
    if (update === 1) counts = [0, 0, 0];
    counts = counts.map((count, arm) => count + (reports?.[["rock", "paper", "scissors"][arm] ?? ""] ?? 0));
    return Math.max(...counts) / counts.reduce((sum, count) => sum + count, 0);
  };
}

export const study: Study = {
  task,
  arms: [
    { name: "win rate in the group", spec },
    { name: "a score for each arm", spec, variant: "borda" },
  ],
  settings: { groups: 1, members: 64, learningRate: 0.003, hidden: [8] },
  updates: 400,
  measure: frequentest(),
};

if (process.argv[1]?.includes("17-spo")) {
  const seeds = seedsOf();
  const curves = await train(study, seeds);
  printTable(curves, seeds, "share of the most frequent arm so far");
  writePlot("docs/replicas/17-spo.svg", curves, {
    title: "A preference that goes in a circle",
    x: "update",
    y: "most frequent arm so far",
  });
}
