import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/compiler/analyze/index.js";
import { check, describe as describeProgram, kernelOf, memoryHost } from "../../../src/compiler/index.js";
import { requireEpisodic } from "../../../src/runtime/training/require-number.js";
import { useBackend } from "../../../src/runtime/backend/use-backend.js";
import { referenceKernel } from "../../../src/runtime/reference/reference-kernel.js";
import type { RewardKernel, RewardState } from "../../../src/runtime/kernel/kernel.js";
import { programOf } from "./run.js";

const foraging = `signal gain: float in [0, 4]
signal fallen: bool
term food = gain
total = average_reward(food, step: 0.5, init: 1)
terminate when fallen reward -2
`;

/** Both kernels: the reference's and that of tfjs. */
function kernels(): readonly RewardKernel[] {
  const program = programOf(foraging);
  return [referenceKernel(program, describeProgram(program)), kernelOf(program)];
}

interface Stepped {
  readonly state: RewardState;
  readonly reward: readonly number[];
  readonly averages: readonly number[];
}

function stepped(
  kernel: RewardKernel,
  state: RewardState,
  gain: readonly number[],
  fallen: readonly number[],
): Stepped {
  const outputs = kernel.step(state, {
    signals: { gain: tf.tensor1d([...gain]), fallen: tf.tensor1d([...fallen], "bool") },
  });
  return {
    state: outputs.state,
    reward: [...outputs.reward.dataSync()],
    averages: [...(outputs.state.slots[0]?.dataSync() ?? [])],
  };
}

describe("a total whose average counts", () => {
  it("is paid less the mean over the environments that stepped, before the step", async () => {
    await useBackend("cpu");
    for (const kernel of kernels()) {
      // The average: 1, then halfway to (4 + 2) / 2 = 3; the second row falls, which costs it 2: (4 + 2 − 2) / 2 = 2, so 1.5.
      const one = stepped(kernel, kernel.init(2), [4, 2], [0, 1]);
      expect(one.reward).toEqual([4 - 1, 2 - 2 - 1]);
      expect(one.averages).toEqual([1.5, 1.5]);
      // The second row waits for its reset: the first alone counts, halfway from 1.5 to 0.
      const two = stepped(kernel, one.state, [0, 4], [0, 0]);
      expect(two.reward).toEqual([-1.5, 0]);
      expect(two.averages).toEqual([0.75, 0.75]);
      // Where none steps nothing moves, and a reset leaves the average as it is.
      const ended = stepped(kernel, two.state, [0, 0], [1, 0]);
      expect(ended.averages).toEqual([-0.625, -0.625]);
      const still = stepped(kernel, ended.state, [4, 4], [0, 0]);
      expect(still.averages).toEqual([-0.625, -0.625]);
      const begun = kernel.reset(still.state, tf.tensor1d([1, 1], "bool"));
      expect(stepped(kernel, begun, [2, 2], [0, 0]).reward).toEqual([2.625, 2.625]);
    }
  });

  it("goes on from a state that was saved", async () => {
    await useBackend("cpu");
    const [, kernel] = kernels();
    if (kernel === undefined) throw new Error("no kernel");
    const { state } = stepped(kernel, kernel.init(1), [3], [0]);
    const restored = {
      slots: state.slots.map((slot) => tf.tensor([...slot.dataSync()], slot.shape, slot.dtype)),
      ended: tf.tensor1d([...state.ended.dataSync()], "bool"),
    };
    // Halfway from 1 to 3.
    expect(stepped(kernel, restored, [0], [0]).reward).toEqual([-2]);
  });

  it("is named in the descriptor, which learners of episodes refuse", () => {
    const descriptor = describeProgram(programOf(foraging));
    expect(descriptor.average).toEqual({ step: 0.5, initial: 1 });
    expect(descriptor.slots).toMatchObject([{ name: "average_reward", shared: { first: 1 } }]);
    expect(() => requireEpisodic(descriptor)).toThrow("train it with `q-learning`");
  });

  it("is bounded by what it averages, and not told that longer episodes win", () => {
    const analysed = (total: string) => {
      const text = foraging.replace(/total = .*/, total).replace(" reward -2", "");
      const { spec } = check("a.reward", memoryHost({ "a.reward": `reward A\n${text}` }));
      if (spec === undefined) throw new Error("the spec has errors");
      return analyze(spec, programOf(text));
    };
    // The average stays among what it is of and 1, where it begins.
    const averaged = analysed("total = average_reward(food, step: 0.3, init: 1)");
    const baseline = averaged.bounds.find(({ name }) => name === "baseline");
    expect(baseline?.low).toBeCloseTo(-4, 9);
    expect(baseline?.high).toBeCloseTo(0, 9);
    expect(averaged.findings.map(({ name }) => name)).not.toContain("longer-wins");
    expect(analysed("total = food").findings.map(({ name }) => name)).toContain("longer-wins");
  });
});
