/*
 * Trains PPO on CartPole-v1 with the reward of specs/control/cartpole.reward, from a program:
 *
 *     node scripts/run.mjs examples/cartpole.ts [--steps 500000] [--seed 1]
 *
 * `rewardc train examples/cartpole.json` does the same with records and checkpoints.
 */
import { parseArgs } from "node:util";
import { trainedAgent } from "./training/trained-agent.js";

const { values } = parseArgs({
  options: { steps: { type: "string", default: "500000" }, seed: { type: "string", default: "1" } },
});

const { evaluation, seconds } = await trainedAgent({
  spec: "specs/control/cartpole.reward",
  environment: "cart-pole",
  steps: Number(values.steps),
  seed: Number(values.seed),
});

console.log(`${seconds.toFixed(0)} s of training; greedy policy over ${evaluation.episodes} episodes:`);
console.log(
  `  return ${evaluation.return.toFixed(1)} ± ${evaluation.deviation.toFixed(1)} of 500 possible; CleanRL reports 490 ± 6`,
);
