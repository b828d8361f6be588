import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { beforeAll, describe, expect, it } from "vitest";
import type { RewardKernel, StepOutputs } from "../../src/runtime/kernel/kernel.js";
import { referenceKernel } from "../../src/runtime/reference/reference-kernel.js";
import type { RunComparison } from "../../src/testing/conformance/compare-run.js";
import { conformance } from "../../src/testing/conformance/conformance.js";
import { door, doorDescriptor } from "./handmade.js";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const program = door();
const kernel = referenceKernel(program, doorDescriptor(program));

/** A kernel that is right but for what `change` does to the outputs of a step. */
function spoiled(
  change: (outputs: StepOutputs, before: Parameters<RewardKernel["step"]>) => StepOutputs,
): RewardKernel {
  return { ...kernel, step: (...given) => change(kernel.step(...given), given) };
}

const run = (candidate: RewardKernel): Promise<RunComparison> =>
  conformance(program, candidate, { environments: 6, rows: 30, mismatches: 1000 });
const wrong = (result: RunComparison): string[] => [...new Set(result.mismatches.map(({ what }) => what))].sort();

describe("the conformance suite", () => {
  it("finds nothing wrong with the reference itself, and judges nearly everything", async () => {
    const result = await run(kernel);
    expect(result.mismatches).toEqual([]);
    expect(result.stepped).toBeGreaterThan(250);
    expect(result.judged).toBeGreaterThan(5_000);
    expect(result.illConditioned).toBeLessThan(result.judged / 100);
  });

  it("gives the same result for the same seed", async () => {
    expect(await run(kernel)).toEqual(await run(kernel));
  });

  it("leaves no tensor behind", async () => {
    await run(kernel);
    const before = tf.memory().numTensors;
    await run(kernel);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("finds numbers that are off by 3e-6, relatively or absolutely", async () => {
    expect(
      wrong(await run(spoiled((outputs) => ({ ...outputs, total: tf.mul(outputs.total, 1 + 3e-6) as tf.Tensor })))),
    ).toEqual(["total"]);
    expect(wrong(await run(spoiled((outputs) => ({ ...outputs, reward: tf.add(outputs.reward, 3e-6) }))))).toEqual([
      "reward",
    ]);
  });

  it("finds a reward that rows after an end pay", async () => {
    const late = spoiled((outputs, [state]) => ({
      ...outputs,
      reward: tf.where(state.ended, tf.onesLike(outputs.reward), outputs.reward),
    }));
    expect(wrong(await run(late))).toEqual(["reward"]);
  });

  it("finds a NaN that became a number", async () => {
    const blind = spoiled((outputs) => {
      const way = outputs.raw["way"] ?? outputs.reward;
      return { ...outputs, raw: { ...outputs.raw, way: tf.where(tf.isNaN(way), tf.zerosLike(way), way) } };
    });
    expect(wrong(await run(blind))).toEqual(["raw way"]);
  });

  it("finds a state that a reset row moves", async () => {
    const eager = spoiled((outputs, [, inputs]) => {
      const [before, machine, ...rest] = outputs.state.slots;
      if (before === undefined || machine === undefined || inputs.isFirst === undefined)
        throw new Error("unexpected state");
      const moved = tf.where(inputs.isFirst, tf.onesLike(machine), machine);
      return { ...outputs, state: { ...outputs.state, slots: [before, moved, ...rest] } };
    });
    expect(wrong(await run(eager))).toContain("slot Door.state");
  });

  it("finds a wrong cause", async () => {
    expect(wrong(await run(spoiled((outputs) => ({ ...outputs, cause: tf.zerosLike(outputs.cause) }))))).toEqual([
      "cause",
    ]);
  });

  it("finds a missing output", async () => {
    expect(wrong(await run(spoiled((outputs) => ({ ...outputs, terms: {} }))))).toEqual(["term door", "term way"]);
  });
});
