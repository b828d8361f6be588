import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { advantages, type RolloutRewards } from "../../../../src/runtime/agents/ppo/advantages.js";
import { PpoAgent } from "../../../../src/runtime/agents/ppo/agent.js";
import { collect } from "../../../../src/runtime/agents/ppo/collect.js";
import { advantagesOnDevice } from "../../../../src/runtime/agents/ppo/device/advantages.js";
import { ppoLossOnDevice, statisticsOf } from "../../../../src/runtime/agents/ppo/device/loss.js";
import { DeviceRewardScaler } from "../../../../src/runtime/agents/ppo/device/reward-scaler.js";
import { deviceLearner } from "../../../../src/runtime/agents/ppo/learner.js";
import { ppoLoss, type Minibatch } from "../../../../src/runtime/agents/ppo/loss.js";
import { RewardScaler } from "../../../../src/runtime/agents/ppo/reward-scaler.js";
import { cleanRlDefaults, type PpoSettings } from "../../../../src/runtime/agents/ppo/settings.js";
import { update } from "../../../../src/runtime/agents/ppo/update.js";
import { environments } from "../../../../src/runtime/environments/index.js";
import { stream, type RandomStream } from "../../../../src/runtime/random/index.js";
import { RewardedEnvironment, type JudgedStep } from "../../../../src/runtime/training/rewarded-environment.js";
import { useTestBackend } from "../../kernel/backends.js";
import { uprightKernel } from "../../training/hand-written.js";

/* What runs on a device is held against what runs on arrays; any backend shows that. */
beforeAll(() => useTestBackend("cpu"));

const normals = (random: RandomStream, length: number): Float32Array =>
  Float32Array.from({ length }, () => random.normal());
const flags = (random: RandomStream, length: number): Uint8Array =>
  Uint8Array.from({ length }, () => (random.uniform() < 0.2 ? 1 : 0));

/** Numbers that are equal but for rounding to single precision. */
function expectNear(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const size = Math.max(1, Math.abs(expected[i] ?? NaN));
    expect(Math.abs((found[i] ?? NaN) - (expected[i] ?? NaN)), `at ${i}`).toBeLessThan(2e-5 * size);
  }
}

describe.each([1, 2, 3, 4])("a rollout on the device (seed %i)", (seed) => {
  const random = stream(seed, "device");
  const [steps, count] = [17, 5];
  const size = steps * count;
  const host: RolloutRewards = {
    steps,
    environments: count,
    rewards: normals(random, size),
    values: normals(random, size),
    terminated: flags(random, size),
    truncated: flags(random, size),
    finalValues: normals(random, size),
    lastValues: normals(random, count),
    ...(seed % 2 === 0 ? {} : { discounts: Float32Array.from({ length: size }, () => random.uniform()) }),
  };
  const acted = {
    ...host,
    observations: new Float32Array(0),
    actions: new Int32Array(size),
    logProbabilities: new Float32Array(size),
  };

  it("has the advantages and returns of one on the CPU", () => {
    const whole = (values: Float32Array): tf.Tensor2D => tf.tensor2d(values, [steps, count]);
    const { discounts, ...rest } = acted;
    const device = {
      ...rest,
      rewards: whole(host.rewards),
      values: whole(host.values),
      finalValues: whole(host.finalValues),
      lastValues: tf.tensor1d(host.lastValues),
      ...(discounts === undefined ? {} : { discounts: whole(discounts) }),
    };
    const before = tf.memory().numTensors;
    const found = advantagesOnDevice(device, 0.97, 0.9);
    expect(tf.memory().numTensors).toBe(before + 2);
    const expected = advantages(host, 0.97, 0.9);
    expectNear(found.advantages.dataSync(), expected.advantages);
    expectNear(found.returns.dataSync(), expected.returns);
  });

  it("has the scaled rewards of one on the CPU, whose state it takes and gives back", async () => {
    const scaler = new RewardScaler(count, 0.9);
    const ended = (t: number) => (row: number) =>
      host.terminated[t * count + row] === 1 || host.truncated[t * count + row] === 1;
    const scaled = (): Float32Array => {
      const result = new Float32Array(size);
      for (let t = 0; t < steps; t++)
        result.set(scaler.scale(host.rewards.slice(t * count, (t + 1) * count), ended(t)), t * count);
      return result;
    };
    scaled();
    const device = new DeviceRewardScaler(scaler.getState(), 0.9);
    const rewards = tf.tensor2d(host.rewards, [steps, count]);
    for (let rollout = 0; rollout < 3; rollout++) expectNear(device.scale(rewards, acted).dataSync(), scaled());
    const { returns, statistics } = await device.getState();
    const expected = scaler.getState();
    expectNear(returns, expected.returns);
    expect(statistics.count).toBe(expected.statistics.count);
    expectNear(statistics.mean, expected.statistics.mean);
    expectNear(statistics.squares, expected.statistics.squares);
  });
});

describe("the loss on the device", () => {
  const random = stream(9, "loss");
  const [size, count] = [1000, 3];
  const logits = normals(random, size * count);
  const values = normals(random, size);
  const batch: Minibatch = {
    actions: Int32Array.from({ length: size }, () => random.int(count)),
    logProbabilities: Float32Array.from({ length: size }, () => -1.1 + 0.3 * random.normal()),
    advantages: Float32Array.from({ length: size }, () => 5 * random.normal() + 2),
    returns: normals(random, size),
    values: values.map((value) => value + 0.3 * random.normal()),
  };
  const oneHot = new Float32Array(size * count);
  batch.actions.forEach((action, row) => (oneHot[row * count + action] = 1));

  it.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])(
    "has the gradients and statistics of the one on the CPU (clipped values %s, advantages normalised %s)",
    (clipValues, normaliseAdvantages) => {
      const settings = { ...cleanRlDefaults, clipValues, normaliseAdvantages };
      const expected = ppoLoss(logits, values, batch, settings);
      const found = ppoLossOnDevice(
        tf.tensor2d(logits, [size, count]),
        tf.tensor2d(values, [size, 1]),
        {
          actions: tf.tensor2d(oneHot, [size, count]),
          logProbabilities: tf.tensor1d(batch.logProbabilities),
          advantages: tf.tensor1d(batch.advantages),
          returns: tf.tensor1d(batch.returns),
          values: tf.tensor1d(batch.values),
        },
        settings,
      );
      expectNear(found.logitGradient.dataSync(), expected.logitGradient);
      expectNear(found.valueGradient.dataSync(), expected.valueGradient);
      const { logitGradient: _, valueGradient: __, ...statistics } = expected;
      const read = statisticsOf(found.statistics.dataSync<"float32">());
      expect(Object.keys(read).sort()).toEqual(Object.keys(statistics).sort());
      for (const [name, value] of Object.entries(statistics))
        expect(read[name as keyof typeof read], name).toBeCloseTo(value, 4);
      expect(expected.clipFraction).toBeGreaterThan(0);
    },
  );
});

describe("learning on the device", () => {
  const settings: PpoSettings = {
    ...cleanRlDefaults,
    environments: 3,
    rollout: 48,
    hidden: [8],
    normaliseObservations: true,
    scaleRewards: true,
  };
  const begin = async (): Promise<{ agent: PpoAgent; world: RewardedEnvironment }> => {
    const environment = environments.get("cart-pole").create({ size: 3, seed: 5, limit: 20 });
    const world = await RewardedEnvironment.create({ environment, kernel: uprightKernel(), features: true, seed: 5 });
    const agent = new PpoAgent({ inputs: world.inputs, observation: 4, actions: 2, settings, seed: 5 });
    return { agent, world };
  };

  it("tells of the same steps, moves the weights as learning on the CPU does, and leaves no tensor", async () => {
    const host = await begin();
    const expected: JudgedStep[] = [];
    const rollout = await collect(host.agent, host.world, (step) => expected.push(step));
    const statistics = await update(host.agent, rollout, 1e-3);

    const device = await begin();
    const learner = deviceLearner(device.agent, device.world);
    const [judged, moved]: [JudgedStep[], number[]] = [[], []];
    const before = tf.memory().numTensors;
    const found = await learner.learn(1e-3, {
      moved: () => moved.push(judged.length),
      judged: (step) => judged.push(step),
    });
    // Weights that were uploaded anew are as many as before.
    expect(tf.memory().numTensors).toBe(before);
    // None is told of before all were made.
    expect(moved).toEqual(Array.from({ length: 48 }, () => 0));
    const told = (steps: readonly JudgedStep[]): readonly object[] =>
      steps.map(({ reward, total, terms, shapings, machines, objectives, cause, terminated, truncated, problems }) => ({
        ...{ reward, total, terms, shapings, machines, objectives, cause, terminated, truncated, problems },
      }));
    expect(told(judged)).toEqual(told(expected));
    expect(expected.some(({ truncated }) => truncated.includes(1))).toBe(true);
    for (const [name, value] of Object.entries(statistics))
      expect(found[name as keyof typeof found], name).toBeCloseTo(value, 3);
    expect(device.agent.parameters).not.toEqual((await begin()).agent.parameters);
    const apart = device.agent.parameters.map((weight, i) => Math.abs(weight - (host.agent.parameters[i] ?? NaN)));
    // Sixteen steps of Adam move a weight by 0.016 at most.
    expect(Math.max(...apart)).toBeLessThan(1e-4);
    await learner.settle();
    expectNear(device.agent.scaler?.getState().returns ?? [], host.agent.scaler?.getState().returns ?? [NaN]);
  });

  it("tells of the steps before one that went wrong", async () => {
    const { agent, world } = await begin();
    const judged: JudgedStep[] = [];
    const learner = deviceLearner(agent, world);
    let moves = 0;
    const moved = (): void => {
      if (++moves === 7) throw new Error("this step went wrong");
    };
    await expect(learner.learn(1e-3, { moved, judged: (step) => judged.push(step) })).rejects.toThrow("went wrong");
    expect(judged).toHaveLength(7);
  });
});
