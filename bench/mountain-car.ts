/*
 * The MountainCar-v0 yardstick: PPO stays at -200 on the reward alone and solves the task (above -110 on the specified return) with one
 * `shape potential` line of specs/control/mountain-car.reward.
 *
 *     node scripts/run.mjs bench/mountain-car.ts [--seeds 1,2,3] [--steps 500000] [--backend wasm]
 */
import { parseArgs } from "node:util";
import { mountainCarSettings } from "../examples/training/mountain-car-settings.js";
import { seedsOf, study } from "./ppo/study.js";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1,2,3" },
    steps: { type: "string", default: "500000" },
    backend: { type: "string", default: "wasm" },
  },
});

const common = {
  spec: "specs/control/mountain-car.reward",
  environment: "mountain-car",
  steps: Number(values.steps),
  backend: values.backend,
  seeds: seedsOf(values.seeds),
};
await study({ ...common, name: "Without shaping, CleanRL's defaults", settings: { discount: 0.99 } });
await study({ ...common, name: "Without shaping, the settings of the shaped runs", settings: mountainCarSettings });
const solved = await study({
  ...common,
  name: "With `shape potential`",
  variant: "shaped",
  settings: mountainCarSettings,
});
const above = solved.filter((result) => result.evaluation.return > -110).length;
console.log(`\n${String(above)} of ${String(solved.length)} shaped seeds are above -110 on the specified return.`);
