import type { PpoSettings } from "../../src/runtime/agents/ppo/index.js";

/** What differs from CleanRL's defaults in letter worlds. LTL2Action, too, has 16 rows, 128 steps a rollout, batches of 256 and 4 epochs. */
export const letterSettings: Partial<PpoSettings> = {
  environments: 16,
  rollout: 128,
  minibatches: 8,
  learningRate: 1e-3,
};
