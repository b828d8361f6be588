/*
 * The CartPole-v1 yardstick: PPO with CleanRL's defaults on specs/control/cartpole.reward reaches a return of 475 within 500k steps.
 *
 *     node scripts/run.mjs bench/cartpole.ts [--seeds 1,2,3] [--steps 500000] [--backend wasm]
 */
import { parseArgs } from "node:util";
import { compiledKernel } from "./tabular/compiled.js";
import { seedsOf, study } from "./ppo/study.js";

const {
  seeds = "1,2,3",
  steps = "500000",
  backend = "wasm",
} = parseArgs({
  options: { seeds: { type: "string" }, steps: { type: "string" }, backend: { type: "string" } },
}).values;

const results = await study({
  name: `PPO with CleanRL's defaults, ${steps} steps, ${backend}`,
  kernel: compiledKernel("specs/control/cartpole.reward"),
  environment: "cart-pole",
  steps: Number(steps),
  backend,
  seeds: seedsOf(seeds),
});
const reached = results.filter((result) => result.evaluation.return >= 475).length;
console.log(
  `\n${String(reached)} of ${String(results.length)} seeds reach 475; CleanRL reports 490 ± 6 after 500k steps.`,
);
