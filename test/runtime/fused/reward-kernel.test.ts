import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { beforeAll, describe, expect, it } from "vitest";
import { compile, fusedKernelOf, kernelOf, nodeHost, type Program } from "../../../src/compiler/index.js";
import { environments } from "../../../src/runtime/environments/index.js";
import type { RewardKernel, StepOutputs } from "../../../src/runtime/kernel/kernel.js";
import { RewardedEnvironment } from "../../../src/runtime/training/index.js";
import { finishConformance } from "../../../src/testing/index.js";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

function programOf(file: string, variant?: string): Program {
  const { program, diagnostics } = compile(file, nodeHost(), variant === undefined ? {} : { variant });
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return program;
}

const shaped = programOf("specs/control/mountain-car.reward", "shaped");

/** Rewards of 300 steps of four cars that are pushed one way and the other, over several episodes. */
async function rewardsOf(kernel: RewardKernel): Promise<readonly number[]> {
  const cars = await RewardedEnvironment.create({
    environment: environments.get("mountain-car").create({ size: 4, seed: 3, limit: 90 }),
    kernel,
    features: true,
    seed: 3,
  });
  const rewards: number[] = [];
  for (let step = 0; step < 300; step++) {
    const { reward } = await cars.step(Int32Array.from({ length: 4 }, (_, car) => ((step >> (car + 3)) % 2) * 2));
    rewards.push(...reward);
  }
  cars.dispose();
  return rewards;
}

describe("a fused kernel behind the contract of all kernels", () => {
  it("rewards an environment of a training loop as the tfjs kernel does", async () => {
    const [fused, tensors] = [await rewardsOf(fusedKernelOf(shaped)), await rewardsOf(kernelOf(shaped))];
    expect(fused).toHaveLength(1200);
    expect(new Set(fused).size).toBeGreaterThan(100);
    fused.forEach((reward, index) => expect(reward).toBeCloseTo(tensors[index] ?? NaN, 4));
  });

  it("is pure: a state may be stepped again, and again from another one", () => {
    const kernel = fusedKernelOf(shaped);
    const signals = signalsOf(kernel, 0.3);
    const state = kernel.init(2, signals);
    const rewards = ({ reward }: StepOutputs): number[] => [...reward.dataSync()];
    const inputs = { signals: signalsOf(kernel, 0.5) };
    const first = kernel.step(state, inputs);
    const second = kernel.step(first.state, inputs);
    expect(rewards(second)).not.toEqual(rewards(first));
    expect(rewards(kernel.step(state, inputs))).toEqual(rewards(first));
    expect(rewards(kernel.step(first.state, inputs))).toEqual(rewards(second));
  });

  it("leaves no tensor behind but those that it returns", () => {
    const kernel = fusedKernelOf(shaped);
    const signals = signalsOf(kernel, 0.3);
    const state = kernel.init(2, signals);
    const run = (): void => {
      const { state: after, ...outputs } = kernel.step(state, { signals });
      tf.dispose([after.slots as tf.Tensor[], after.ended, outputs as unknown as tf.TensorContainerObject]);
    };
    run();
    const before = tf.memory().numTensors;
    run();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("finishes whole trajectories by tfjs", async () => {
    const program = programOf("specs/papers/18-verpo.reward");
    const { mismatches, judged } = await finishConformance(program, fusedKernelOf(program), { updates: 2 });
    expect(mismatches).toEqual([]);
    expect(judged).toBeGreaterThan(500);
  });
});

/** Two cars at `position` and half of it, at rest. */
function signalsOf({ descriptor }: RewardKernel, position: number): Record<string, tf.Tensor> {
  return Object.fromEntries(
    descriptor.signals.map(({ name, dtype }) => [
      name,
      dtype === "float"
        ? tf.tensor1d([position, position / 2])
        : tf.tensor1d([0, 0], dtype === "int" ? "int32" : "bool"),
    ]),
  );
}
