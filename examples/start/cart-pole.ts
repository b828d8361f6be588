import type { RewardKernel } from "../../src/runtime/kernel/kernel.js";
import { trainedAgent } from "../training/trained-agent.js";

/**
 * CleanRL's settings, but 8 environments for 64 steps each instead of 4 for 128, and rewards scaled so that the critic's errors do not
 * crowd the policy out of the clipped gradient: a third of the steps (bench/cartpole.ts has CleanRL's own).
 */
const settings = { environments: 8, rollout: 64, scaleRewards: true };

/** Trains PPO until it balances; returns rows of the final table. */
export async function trainCartPole(kernel: RewardKernel): Promise<readonly (readonly string[])[]> {
  const { evaluation, last, steps } = await trainedAgent({
    kernel,
    environment: "cart-pole",
    settings,
    steps: 500_000,
    seed: 1,
    target: 475,
    backend: "wasm",
  });
  return [
    [
      "CartPole-v1",
      "last 100 training episodes",
      `${(last?.recentReturn ?? NaN).toFixed(0)} after ${String(steps)} steps`,
      "490 ± 6 after 500000",
    ],
    [
      "",
      "greedy policy, 100 new episodes",
      `${evaluation.return.toFixed(0)} ± ${evaluation.deviation.toFixed(0)}`,
      "–",
    ],
  ];
}
