/*
 * The CartPole-v1 yardstick: PPO with CleanRL's defaults on specs/control/cartpole.reward reaches a return of 475 within 500k steps.
 *
 *     node scripts/run.mjs bench/cartpole.ts [--seeds 1,2,3] [--steps 500000] [--backend wasm]
 */
import { parseArgs } from "node:util";
import { seedsOf, study } from "./ppo/study.js";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1,2,3" },
    steps: { type: "string", default: "500000" },
    backend: { type: "string", default: "wasm" },
  },
});

const results = await study({
  name: `PPO with CleanRL's defaults, ${values.steps} steps, ${values.backend}`,
  spec: "specs/control/cartpole.reward",
  environment: "cart-pole",
  steps: Number(values.steps),
  backend: values.backend,
  seeds: seedsOf(values.seeds),
});
const reached = results.filter((result) => result.evaluation.return >= 475).length;
console.log(
  `\n${String(reached)} of ${String(results.length)} seeds reach 475; CleanRL reports 490 ± 6 after 500k steps.`,
);
