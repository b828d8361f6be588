import type { RewardKernel } from "../../src/runtime/kernel/kernel.js";
import { trainedAgent } from "../training/trained-agent.js";

/** Trains PPO until it balances; returns rows of the final table. */
export async function trainCartPole(kernel: RewardKernel): Promise<readonly (readonly string[])[]> {
  const { evaluation, last, steps } = await trainedAgent({
    kernel,
    environment: "cart-pole",
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
