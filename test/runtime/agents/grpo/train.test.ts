import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { compile, kernelOf, nodeHost } from "../../../../src/compiler/index.js";
import { memoryHost } from "../../../../src/compiler/source/memory-host.js";
import {
  grpoDefaults,
  trainGrpo,
  type GrpoCheckpoint,
  type GrpoTraining,
} from "../../../../src/runtime/agents/grpo/index.js";
import { useBackend } from "../../../../src/runtime/backend/use-backend.js";
import { environments, isPrompted, type PromptedEnvironment } from "../../../../src/runtime/environments/index.js";
import type { RewardKernel } from "../../../../src/runtime/kernel/kernel.js";
import type { GroupRecord, RunRecord, TrainRecord } from "../../../../src/runtime/logging/records.js";
import { weightsHash } from "../../../../src/runtime/training/weights-hash.js";

beforeAll(async () => {
  await useBackend("cpu");
});

function kernelFrom(text: string): RewardKernel {
  const { program, diagnostics } = compile("r.reward", memoryHost({ "r.reward": text }));
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return kernelOf(program);
}

function kernelAt(path: string): RewardKernel {
  const { program } = compile(path, nodeHost());
  if (program === undefined) throw new Error(`${path} does not compile`);
  return kernelOf(program);
}

function prompted(name: string, size: number): PromptedEnvironment {
  const environment = environments.get(name).create({ size, seed: 1 });
  if (!isPrompted(environment)) throw new Error(`${name} has no prompts`);
  return environment;
}

const settings = { ...grpoDefaults, groups: 4, members: 6, hidden: [16] };

async function run(kernel: RewardKernel, name: string, options: Partial<GrpoTraining> = {}) {
  const records: RunRecord[] = [];
  const outcome = await trainGrpo({
    environment: prompted(name, settings.groups * settings.members),
    kernel,
    settings,
    updates: 3,
    seed: 5,
    log: (record) => records.push(record),
    now: () => 0,
    ...options,
  });
  const weights = weightsHash(outcome.agent.parameters);
  outcome.agent.dispose();
  const trains = records.filter((record): record is TrainRecord => record.type === "train");
  const groups = records.filter((record): record is GroupRecord => record.type === "group");
  return { records, trains, groups, weights, outcome };
}

describe("group-relative training", () => {
  it("learns strings that an objective accepts", async () => {
    const { trains } = await run(kernelAt("specs/writing/strings.reward"), "strings", {
      updates: 80,
      features: true,
      settings: { ...settings, groups: 8, members: 8, hidden: [32] },
      environment: prompted("strings", 64),
    });
    expect(trains[0]?.primary).toBeLessThan(0.5);
    expect(trains.at(-1)?.primary).toBeGreaterThan(0.95);
  });

  it("gives the same weights for the same seed, and others for another", async () => {
    const kernel = kernelAt("specs/writing/sums.reward");
    const [one, again, other] = [
      await run(kernel, "sums"),
      await run(kernel, "sums"),
      await run(kernel, "sums", { seed: 6 }),
    ];
    expect(again.weights).toBe(one.weights);
    expect(again.records).toEqual(one.records);
    expect(other.weights).not.toBe(one.weights);
  });

  it("goes on from a checkpoint as if it had not stopped, with what the spec remembers", async () => {
    const kernel = kernelFrom(`reward R
signal letter: enum { A, B, C, D, Stop }
term a = letter == A
advantage = return - ema(mean(return, empty: 0) over batch, 0.5)
report baseline = ema(mean(return, empty: 0) over batch, 0.5)
`);
    const saved: GrpoCheckpoint[] = [];
    const whole = await run(kernel, "strings", {
      updates: 4,
      checkpoint: { every: 2, save: (checkpoint) => saved.push(structuredClone(checkpoint)) },
    });
    const [middle] = saved;
    if (middle === undefined) throw new Error("nothing was saved");
    expect(middle.trained).toBeDefined();
    const rest = await run(kernel, "strings", { updates: 4, resume: middle });
    expect(rest.weights).toBe(whole.weights);
    const timeless = (trains: readonly TrainRecord[]) => trains.map((record) => ({ ...record, stepsPerSecond: 0 }));
    expect(timeless(rest.trains)).toEqual(timeless(whole.trains.slice(2)));
  });

  it("holds as many tensors after ten updates as after two", async () => {
    const kernel = kernelAt("specs/writing/sums.reward");
    const counts: number[] = [];
    const count = (record: RunRecord): void => {
      if (record.type === "train") counts.push(tf.memory().numTensors);
    };
    await run(kernel, "sums", { updates: 10, log: count });
    expect(counts[9]).toBe(counts[1]);
  });

  it("tells of flat groups, of those that are dropped, and of episodes that are masked", async () => {
    const kernel = kernelFrom(`reward R
signal letter: enum { A, B, C, D, Stop }
signal letters: int per episode
term a = letter == A
advantage = zscore(return, std: population) over group
keep group when mean(return, empty: 0) over group > 100
mask episode when letters > 3
report spread_of_returns = std(return, population, empty: 0) over group
`);
    const { trains, groups, weights, records } = await run(kernel, "strings");
    const untouched = await run(kernel, "strings", { updates: 1 });
    expect(trains[0]?.groups?.kept).toBe(0);
    expect(trains[0]?.groups?.flat).toBeLessThan(1);
    const lengths = records.flatMap((record) => (record.type === "episode" ? [record.length] : []));
    expect(lengths.length).toBe(3 * 24);
    expect(trains[0]?.groups?.masked).toBeGreaterThan(0);
    expect(groups).toHaveLength(3 * settings.groups);
    const first = groups.slice(0, settings.groups);
    const meanDeviation = first.reduce((sum, { deviation }) => sum + deviation, 0) / first.length;
    expect(trains[0]?.reports?.["spread_of_returns"]).toBeCloseTo(meanDeviation, 5);
    // No group is kept: nothing was learnt.
    expect(weights).toBe(untouched.weights);
    expect(trains[0]?.learner["minibatches"]).toBe(0);
  });

  it("reads what an episode brings in its last step", async () => {
    const kernel = kernelFrom(`reward R
signal letters: int per episode
term count = letters
advantage = return
`);
    const { records } = await run(kernel, "strings", { updates: 1 });
    const episodes = records.flatMap((record) => (record.type === "episode" ? [record] : []));
    // Every token but the last `Stop` is a letter.
    for (const { length, end, return: sum } of episodes) expect(sum).toBe(end === "terminated" ? length - 1 : length);
    expect(episodes.some(({ length }) => length > 1)).toBe(true);
  });

  it("ends an episode where the spec does", async () => {
    const kernel = kernelFrom(`reward R
signal letter: enum { A, B, C, D, Stop }
term a = letter == A
terminate when letter == B cause "b"
advantage = return
`);
    const { trains } = await run(kernel, "strings", { updates: 1 });
    expect(Object.keys(trains[0]?.ends ?? {})).toContain("b");
  });

  it.each([
    ["reward R\nsignal letter: enum { A, B, C, D, Stop }\nterm a = letter == A\n", "has no `advantage`"],
    ["reward R\nsignal height: float\nterm a = height\nadvantage = return\n", "signal `height`"],
  ])("refuses what it cannot train on: %#", async (text, message) => {
    await expect(run(kernelFrom(text), "strings")).rejects.toThrow(message);
  });

  it("stops at a late term that is not finite, and says where", async () => {
    const kernel = kernelFrom(`reward R
signal letters: int per episode
term ratio = 1 / (letters - letters)
advantage = return
`);
    await expect(run(kernel, "strings")).rejects.toThrow(/term `ratio` is not finite in environment \d+ at step \d+/);
  });
});
