import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { beforeAll, describe, expect, it } from "vitest";
import { environments } from "../../../src/runtime/environments/index.js";
import { EpisodeTracker } from "../../../src/runtime/training/episode-tracker.js";
import { evaluate } from "../../../src/runtime/training/evaluate.js";
import { RewardedEnvironment } from "../../../src/runtime/training/rewarded-environment.js";
import { uprightKernel } from "./hand-written.js";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const world = (
  options: {
    size?: number;
    limit?: number;
    kernel?: ReturnType<typeof uprightKernel>;
    features?: boolean;
    params?: Record<string, number>;
  } = {},
) =>
  RewardedEnvironment.create({
    environment: environments
      .get("cart-pole")
      .create({ size: options.size ?? 3, seed: 2, limit: options.limit ?? 500 }),
    kernel: options.kernel ?? uprightKernel(),
    features: options.features ?? false,
    seed: 2,
    ...(options.params === undefined ? {} : { params: options.params }),
  });

const right = (size: number) => new Int32Array(size).fill(1);

describe("a rewarded environment", () => {
  it("resets exactly the rows that ended, and still shows how they ended", async () => {
    const each = await world();
    let step = await each.step(right(3));
    while (!step.ended) step = await each.step(right(3));
    const row = [...step.terminated].indexOf(1);
    const angle = (from: Float32Array) => Math.abs(from[row * 4 + 2] ?? 0);
    expect(angle(step.outcome)).toBeGreaterThan((12 * Math.PI) / 180);
    expect(angle(each.observations)).toBeLessThanOrEqual(0.05);
    for (let other = 0; other < 3; other++) {
      if (step.terminated[other] === 1) continue;
      expect(each.observations.slice(other * 4, other * 4 + 4)).toEqual(step.outcome.slice(other * 4, other * 4 + 4));
    }
    each.dispose();
  });

  it("appends the reward's features to the observation", async () => {
    const each = await world({ features: true });
    expect(each.inputs).toBe(6);
    await each.step(right(3));
    for (let row = 0; row < 3; row++) {
      const [position = 0] = each.observations.slice(row * 6);
      expect([...each.observations.slice(row * 6 + 4, row * 6 + 6)]).toEqual(position < 0 ? [1, 0] : [0, 1]);
    }
    each.dispose();
  });

  it("passes params to the reward", async () => {
    const each = await world({ params: { bonus: 0.25 } });
    expect([...(await each.step(right(3))).total]).toEqual([0.25, 0.25, 0.25]);
    each.dispose();
  });

  it("ends a row where only the spec ends it, with the spec's cause, and resets it in the environment too", async () => {
    const each = await world({ size: 1 });
    // Balanced by hand while it drifts to the right, the cart passes 1 m before the pole falls.
    const tracker = new EpisodeTracker(each.kernel.descriptor, 1);
    const ended = [];
    for (let steps = 1; ended.length < 3; steps++) {
      const [, velocity = 0, angle = 0, turning = 0] = each.observations;
      const action = angle + turning + 0.3 * Math.min(velocity - 0.6, 0) > 0 ? 1 : 0;
      const step = await each.step(Int32Array.of(action));
      ended.push(...tracker.add(step, steps));
      if (step.ended) expect(Math.abs(each.observations[0] ?? 1)).toBeLessThanOrEqual(0.05);
    }
    const far = ended.find((episode) => episode.cause === "far");
    expect(far?.end).toBe("terminated");
    expect(far?.terms["fall"]).toBe(-1);
    expect(far?.return).toBe((far?.length ?? 0) - 1);
    each.dispose();
  });

  it("keeps one reward state and nothing else between steps", async () => {
    const before = tf.memory().numTensors;
    const each = await world({ features: true, limit: 7 });
    await each.step(right(3));
    const held = tf.memory().numTensors;
    for (let i = 0; i < 50; i++) await each.step(right(3));
    expect(tf.memory().numTensors).toBe(held);
    each.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("a term that is not finite", () => {
  const broken = (nan: "error" | "zero") => uprightKernel({ nan, explodeBeyond: 0.2 });

  it("stops under `nan error`, and says which term, where, when and on what inputs", async () => {
    const each = await world({ size: 1, kernel: broken("error") });
    const steps = async () => {
      for (let i = 0; i < 200; i++) await each.step(right(1));
    };
    await expect(steps()).rejects.toMatchObject({
      problem: {
        kind: "non-finite",
        term: "alive",
        environment: 0,
        inputs: { position: [expect.any(Number)], bonus: [1] },
      },
    });
    await expect(world({ size: 1, kernel: broken("error") }).then((fresh) => balance(fresh))).rejects.toThrow(
      /^term `alive` is not finite in environment 0 at step \d+: position = -?[\d.]+, bonus = 1$/,
    );
  });

  it("is reported and does not stop under the other policies", async () => {
    const each = await world({ size: 1, kernel: broken("zero") });
    let problems = 0;
    for (let i = 0; i < 40; i++) problems += (await each.step(right(1))).problems.length;
    expect(problems).toBeGreaterThan(0);
    each.dispose();
  });

  async function balance(each: RewardedEnvironment): Promise<void> {
    for (let i = 0; i < 500; i++) await each.step(right(1));
  }
});

describe("evaluation", () => {
  it("plays as many whole episodes as asked for, the same number in every row", async () => {
    const each = await world({ size: 3, limit: 5 });
    const record = await evaluate({ world: each, act: async () => right(3), policy: "greedy", episodes: 7 });
    expect(record).toMatchObject({
      episodes: 7,
      return: 5,
      deviation: 0,
      length: 5,
      ends: { environment: 7 },
      terms: { alive: 5, fall: 0 },
    });
    each.dispose();
  });

  it("refuses a reward of several components, which no learner takes", async () => {
    const kernel = uprightKernel();
    const apart = { ...kernel, descriptor: { ...kernel.descriptor, components: ["speed", "energy"] } };
    await expect(world({ kernel: apart })).rejects.toThrow("compile it with `scalarise`");
  });
});
