/** What `rewardc init` writes: a spec with tests for an environment of the runtime, a training run, and a program that uses the reward. */
export const files: Readonly<Record<string, string>> = {
  "balance.reward": `/// Balance the pole, and keep the cart near the middle of its track.
reward Balance

signal position: float unit m
signal angle: float unit rad
param slack: float in [0.1, 2.4] unit m = 1

term upright              = exp(-(angle / 0.1 rad) ^ 2)
term centred weight -0.1 = (position / slack) ^ 2

terminate when abs(position) > 2 m reward -1 cause "off the track"
discount 0.99

test "standing upright in the middle pays 1" {
  step { position = 0 }  expect upright == 1, centred == 0, reward == 1
}

test "leaving the track costs 1 and ends the episode" {
  step { position = 2.1 }  expect terminated, cause == "off the track", reward == 1 - 0.441 - 1
}
`,
  "train.json": `{
  "spec": "balance.reward",
  "environment": "cart-pole",
  "algorithm": "ppo",
  "steps": 50000,
  "seed": 1,
  "settings": { "environments": 8, "rollout": 128, "learningRate": 0.001 },
  "evaluation": { "episodes": 20 }
}
`,
  "pay.mjs": `// Uses the reward in a loop of your own: node pay.mjs
import { compile, kernelOf, nodeHost } from "rewardc";
import { useBackend } from "rewardc/runtime";
import * as tf from "@tensorflow/tfjs-core";

await useBackend();
const { program } = compile("balance.reward", nodeHost());
if (program === undefined) throw new Error("balance.reward has errors: npx rewardc check balance.reward");
const kernel = kernelOf(program);

// Two carts that drift to the right: one batch of signals per step, one reward per cart.
let state = kernel.init(2);
for (let step = 0; step < 5; step++) {
  const signals = { position: tf.tensor1d([0.5 * step, 0.1 * step]), angle: tf.tensor1d([0, 0]) };
  const outputs = kernel.step(state, { signals });
  state = outputs.state;
  console.log(step, await outputs.reward.data(), await outputs.terminated.data());
}
`,
};
