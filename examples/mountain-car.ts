/*
 * MountainCar-v0, which PPO does not learn from its reward alone: one `shape potential` line of specs/control/mountain-car.reward
 * changes that. Judged by the specified return, without the shaping.
 *
 *     node scripts/run.mjs examples/mountain-car.ts [--variant none] [--steps 500000] [--seed 1]
 */
import { parseArgs } from "node:util";
import { mountainCarSettings } from "./training/mountain-car-settings.js";
import { trainedAgent } from "./training/trained-agent.js";

const { values } = parseArgs({
  options: {
    steps: { type: "string", default: "500000" },
    seed: { type: "string", default: "1" },
    variant: { type: "string", default: "shaped" },
  },
});

const { evaluation, seconds } = await trainedAgent({
  spec: "specs/control/mountain-car.reward",
  ...(values.variant === "none" ? {} : { variant: values.variant }),
  environment: "mountain-car",
  settings: mountainCarSettings,
  steps: Number(values.steps),
  seed: Number(values.seed),
});

console.log(`${seconds.toFixed(0)} s of training; greedy policy over ${evaluation.episodes} episodes:`);
console.log(
  `  return ${evaluation.return.toFixed(1)} ± ${evaluation.deviation.toFixed(1)}; solved above -110; CleanRL's PPO without shaping: -200 ± 0`,
);
