import type { PpoSettings } from "../../src/runtime/agents/ppo/index.js";

/** What differs from CleanRL's defaults on MountainCar-v0 (docs/yardsticks/mountain-car.md says why). */
export const mountainCarSettings: Partial<PpoSettings> = {
  environments: 16,
  epochs: 8,
  learningRate: 3e-3,
  lambda: 0.98,
  scaleRewards: true,
};
