/*
 * MountainCar-v0, which PPO does not learn from its reward alone: one `shape potential` line of specs/control/mountain-car.reward
 * changes that. Judged by the specified return, without the shaping.
 *
 *     node scripts/run.mjs examples/mountain-car.ts [--variant none] [--steps 500000] [--seed 1]
 */
import { parseArgs } from "node:util";
import { compiledKernel } from "../bench/tabular/compiled.js";
import { mountainCarSettings } from "./training/mountain-car-settings.js";
import { trainedAgent } from "./training/trained-agent.js";

const {
  steps = "500000",
  seed = "1",
  variant = "shaped",
} = parseArgs({
  options: { steps: { type: "string" }, seed: { type: "string" }, variant: { type: "string" } },
}).values;

const { evaluation, seconds } = await trainedAgent({
  kernel: compiledKernel("specs/control/mountain-car.reward", variant === "none" ? {} : { variant: variant }),
  environment: "mountain-car",
  settings: mountainCarSettings,
  steps: Number(steps),
  seed: Number(seed),
});

console.log(`${seconds.toFixed(0)} s of training; greedy policy over ${evaluation.episodes} episodes:`);
console.log(
  `  return ${evaluation.return.toFixed(1)} ± ${evaluation.deviation.toFixed(1)}; solved above -110; CleanRL's PPO without shaping: -200 ± 0`,
);
