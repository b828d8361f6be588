/*
 * Trains PPO on CartPole-v1 with the reward of specs/control/cartpole.reward, from a program:
 *
 *     node scripts/run.mjs examples/cartpole.ts [--steps 500000] [--seed 1]
 *
 * `rewardc train examples/cartpole.json` does the same with records and checkpoints.
 */
import { parseArgs } from "node:util";
import { compiledKernel } from "../bench/tabular/compiled.js";
import { trainedAgent } from "./training/trained-agent.js";

const { steps = "500000", seed = "1" } = parseArgs({
  options: { steps: { type: "string" }, seed: { type: "string" } },
}).values;

const { evaluation, seconds } = await trainedAgent({
  kernel: compiledKernel("specs/control/cartpole.reward"),
  environment: "cart-pole",
  steps: Number(steps),
  seed: Number(seed),
});

console.log(`${seconds.toFixed(0)} s of training; greedy policy over ${evaluation.episodes} episodes:`);
console.log(
  `  return ${evaluation.return.toFixed(1)} ± ${evaluation.deviation.toFixed(1)} of 500 possible; CleanRL reports 490 ± 6`,
);
