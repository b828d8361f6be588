/*
 * Process rewards are hacked, and cured (paper 31, "On Designing Effective RL Reward at Training Time for LLM Reasoning", 2410.15115):
 *
 *     node scripts/run.mjs examples/papers/31-process-rewards.ts [--seeds 1,2,3]
 *
 * A problem needs one to three steps of reasoning and an answer. The process model likes what reasons, and a little less what only sounds like it: raw, its scores add up to more than any answer is worth.
 */
import type { WritingTask } from "../../src/runtime/environments/index.js";
import { printTable, seedsOf, train, writePlot, type Study } from "./replica.js";

const [reason, filler, answer] = [0, 1, 2];
const limit = 10;

export const task: WritingTask = {
  name: "reasoning",
  tokens: ["Reason", "Filler", "Answer"],
  prompts: 3,
  limit,
  observation: 3 + limit + 4,
  observe: (prompt, written, into) => {
    into[prompt] = 1;
    into[3 + Math.min(limit - 1, written.length)] = 1;
    into[3 + limit + Math.min(3, reasonsIn(written))] = 1;
  },
  signals: [
    { name: "prm", dtype: "float", shape: [] },
    { name: "correct", dtype: "bool", shape: [] },
    // No reference to stay near to: the term that holds the policy there is 0.
    { name: "logp", dtype: "float", shape: [] },
    { name: "logp_ref", dtype: "float", shape: [] },
  ],
  values: (prompt, written) => {
    const last = written.at(-1);
    const reasons = reasonsIn(written);
    // A further step of reasoning than the problem needs is filler to the process model.
    const useful = last === reason && reasons <= prompt + 1;
    const prm = last === answer ? 0.5 : useful ? 0.8 : 0.6;
    return [prm, Number(last === answer && reasons === prompt + 1 && !written.includes(filler)), 0, 0];
  },
  isOver: (_, written) => written.at(-1) === answer,
};

function reasonsIn(written: readonly number[]): number {
  return written.filter((token) => token === reason).length;
}

const spec = "examples/papers/31-process-rewards.reward";

export const study: Study = {
  task,
  arms: [
    { name: "success only", spec, variant: "success" },
    { name: "raw process reward", spec, variant: "plain" },
    { name: "clip", spec, variant: "clip_only" },
    { name: "delta", spec, variant: "delta_only" },
    { name: "clip and delta", spec },
  ],
  settings: { groups: 6, members: 16, entropyWeight: 0.01, learningRate: 0.005 },
  updates: 150,
  measure: (_, episodes) => episodes.filter(({ terms }) => terms["answer"] === 1).length / Math.max(1, episodes.length),
};

if (process.argv[1]?.includes("31-process-rewards")) {
  const seeds = seedsOf();
  const curves = await train(study, seeds);
  printTable(curves, seeds, "share of right answers");
  writePlot("docs/replicas/31-process-rewards.svg", curves, {
    title: "Process rewards, hacked and cured",
    x: "update",
    y: "right answers",
  });
}
