import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../../../src/compiler/compile.js";
import { kernelOf } from "../../../../src/compiler/emit/tfjs/closure.js";
import { memoryHost } from "../../../../src/compiler/source/memory-host.js";
import { cleanRlDefaults, type PpoSettings } from "../../../../src/runtime/agents/ppo/settings.js";
import { trainPpo, type PpoCheckpoint, type PpoTraining } from "../../../../src/runtime/agents/ppo/train.js";
import { useBackend } from "../../../../src/runtime/backend/use-backend.js";
import { environments } from "../../../../src/runtime/environments/index.js";
import type { RewardKernel } from "../../../../src/runtime/kernel/kernel.js";
import { jsonLine } from "../../../../src/runtime/logging/json-line.js";
import type { RunRecord } from "../../../../src/runtime/logging/records.js";
import { decode, encode } from "../../../../src/runtime/training/checkpoint.js";
import { observedKernel } from "../../../../src/runtime/training/observed-kernel.js";
import { RewardedEnvironment, type JudgedStep } from "../../../../src/runtime/training/rewarded-environment.js";
import { weightsHash } from "../../../../src/runtime/training/weights-hash.js";
import { uprightKernel } from "../../training/hand-written.js";

const small: PpoSettings = {
  ...cleanRlDefaults,
  environments: 2,
  rollout: 32,
  hidden: [8, 8],
  normaliseObservations: true,
  scaleRewards: true,
};

beforeAll(async () => {
  await useBackend("wasm");
});

async function run(
  over: Partial<PpoTraining> = {},
  limit = 25,
  kernel: RewardKernel = uprightKernel(),
): Promise<{ hash: string; records: RunRecord[] }> {
  const seed = over.seed ?? 7;
  const environment = environments.get("cart-pole").create({ size: 2, seed, limit });
  const world = await RewardedEnvironment.create({ environment, kernel, features: true, seed });
  const records: RunRecord[] = [];
  const outcome = await trainPpo({
    world,
    settings: small,
    steps: 256,
    seed,
    log: (record) => records.push(record),
    now: () => 0,
    ...over,
  });
  const hash = weightsHash(outcome.agent.parameters);
  outcome.agent.dispose();
  world.dispose();
  return { hash, records };
}

describe("a seed decides everything", () => {
  it("gives the same weights and records twice, and others from another seed", async () => {
    const [one, again, other] = [await run(), await run(), await run({ seed: 8 })];
    expect(again).toEqual(one);
    expect(other.hash).not.toBe(one.hash);
  });
});

describe("a checkpoint", () => {
  it("resumes to the weights and records of an uninterrupted run, through a file's text, also with truncated and running episodes", async () => {
    const saved: PpoCheckpoint[] = [];
    const whole = await run({ checkpoint: { every: 128, save: (each) => saved.push(each) } });
    expect(saved.map((each) => each.steps)).toEqual([128, 256, 256]);
    const [half] = saved;
    const resume = decode(encode(half as PpoCheckpoint)) as PpoCheckpoint;
    const resumed = await run({ resume });
    expect(resumed.hash).toBe(whole.hash);
    expect(withoutSpeed(resumed.records.at(-1))).toEqual(withoutSpeed(whole.records.at(-1)));
    expect(resumed.records.filter((each) => each.type === "episode")).toEqual(
      whole.records.filter((each) => each.type === "episode" && each.steps > 128),
    );
  });

  it("holds the clock: a resumed run pays what its schedules would have paid, each of the three counts", async () => {
    const { program } = compile(
      "fading.reward",
      memoryHost({
        "fading.reward": `reward Fading
signal angle, position: float
term by_steps    weight schedule(linear, from: 1, to: 0, over: 256 steps)               = 1
term by_updates  weight schedule(piecewise {0: 1, 1: 5, 2: 9, 3: 13}, over: updates)    = 1
term by_episodes weight schedule(linear, from: 0, to: 1000, over: 1000 episodes)        = 1
`,
      }),
    );
    if (program === undefined) throw new Error("the spec does not compile");
    const judged: JudgedStep[][] = [];
    const saved: PpoCheckpoint[] = [];
    const play = async (over: Partial<PpoTraining>): Promise<void> => {
      const steps: JudgedStep[] = [];
      judged.push(steps);
      const seen = observedKernel(
        kernelOf(program),
        (step) => steps.push(step),
        () => [0],
      );
      await run(over, 25, seen);
    };
    await play({ checkpoint: { every: 128, save: (each) => saved.push(each) } });
    const [half] = saved;
    await play({ resume: decode(encode(half as PpoCheckpoint)) as PpoCheckpoint });
    const [whole = [], resumed = []] = judged;
    expect(whole).toHaveLength(128);
    expect(resumed).toEqual(whole.slice(64));
    // Two rows a step, 64 steps an update; episodes count from those that ended before the step.
    let episodes = 0;
    whole.forEach(({ terms, terminated, truncated }, step) => {
      const paid = (name: string): number[] => [...(terms[name] ?? [])];
      expect(paid("by_steps")).toEqual(Array.from({ length: 2 }, () => Math.fround(1 - (2 * step) / 256)));
      expect(paid("by_updates")).toEqual(Array.from({ length: 2 }, () => 1 + 4 * Math.floor(step / 32)));
      paid("by_episodes").forEach((value) => expect(value).toBeCloseTo(episodes, 4));
      episodes += [...terminated].filter((end, row) => end === 1 || truncated[row] === 1).length;
    });
    expect(episodes).toBeGreaterThan(5);
  });

  it("keeps every bit of typed arrays and numbers", () => {
    const content = {
      kind: "x",
      floats: Float32Array.of(0.1, NaN, -0),
      doubles: Float64Array.of(Math.PI),
      ints: Int32Array.of(-5),
      best: -Infinity,
    };
    expect(decode(encode(content))).toEqual(content);
  });
});

describe("the record", () => {
  it("tells specified from shaped, every term by name, occupancy and causes", async () => {
    const { records } = await run();
    const episode = records.find((each) => each.type === "episode" && each.cause === "environment");
    if (episode?.type !== "episode") throw new Error("no episode ended by the environment");
    // alive pays 1 a step, and nothing fell far: the shaping is in `shaped` alone.
    expect(episode.return).toBe(episode.length);
    expect(episode.terms).toEqual({ alive: episode.length, fall: 0 });
    expect(episode.shaped).toBeCloseTo(episode.return + (episode.shapings["potential"] ?? NaN), 4);
    expect(episode.shaped).not.toBeCloseTo(episode.return, 6);
    const train = records.filter((each) => each.type === "train");
    expect(train).toHaveLength(4);
    for (const record of train) {
      const shares = Object.values(record.machines["Side"] ?? {});
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(Number.isFinite(record.learner["approximateKl"])).toBe(true);
    }
    expect(train.reduce((sum, record) => sum + record.episodesEnded, 0)).toBe(
      records.filter((each) => each.type === "episode").length,
    );
    for (const record of records) expect(JSON.parse(jsonLine(record))).toMatchObject({ v: 1, type: record.type });
  });
});

describe("stopping early", () => {
  it("saves a checkpoint when it is told to stop", async () => {
    const controller = new AbortController();
    controller.abort();
    const saved: PpoCheckpoint[] = [];
    await run({ signal: controller.signal, checkpoint: { every: Infinity, save: (each) => saved.push(each) } });
    expect(saved.map((each) => each.update)).toEqual([1]);
  });

  it("hears a signal that comes from outside while it runs", async () => {
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
    }, 50);
    const saved: PpoCheckpoint[] = [];
    await run({
      steps: 64 * 1000,
      signal: controller.signal,
      checkpoint: { every: Infinity, save: (each) => saved.push(each) },
    });
    expect(saved[0]?.update).toBeLessThan(1000);
  });
});

it("keeps a constant number of tensors", async () => {
  const counts: number[] = [];
  const log = (record: RunRecord) => {
    if (record.type === "train") counts.push(tf.memory().numTensors);
  };
  const before = tf.memory().numTensors;
  await run({ log });
  expect(new Set(counts).size).toBe(1);
  expect(tf.memory().numTensors).toBe(before);
});

it("stops rather than learn from a gradient that is not finite", async () => {
  const settings = { ...small, scaleRewards: false, learningRate: 1e30, gradientNorm: 1e30 };
  await expect(run({ settings })).rejects.toThrow("gradient is not finite");
});

it("refuses sizes that do not fit", async () => {
  await expect(run({ settings: { ...small, environments: 3 } })).rejects.toThrow("there are 2");
  await expect(run({ settings: { ...small, minibatches: 5 } })).rejects.toThrow("do not divide");
  await expect(run({ steps: 10 })).rejects.toThrow("not one update of 64");
});

function withoutSpeed(record: RunRecord | undefined): Record<string, unknown> {
  const { stepsPerSecond: _, ...rest } = record as unknown as Record<string, unknown>;
  return rest;
}
