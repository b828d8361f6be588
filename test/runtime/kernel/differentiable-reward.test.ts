import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { compile, kernelOf, memoryHost } from "../../../src/compiler/index.js";
import { useBackend } from "../../../src/runtime/backend/use-backend.js";
import { differentiableReward, type RewardKernel } from "../../../src/runtime/index.js";

beforeAll(async () => {
  await useBackend("cpu");
});

function kernel(text: string, gradients = true): RewardKernel {
  const { program, diagnostics } = compile("spec.reward", memoryHost({ "spec.reward": `reward Test\n${text}` }), {
    gradients,
  });
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return kernelOf(program);
}

const reach =
  "signal position, goal: float[2]\nsignal touched: bool\nparam scale: float = 2\nterm near weight scale = -norm(position - goal)";

describe("differentiableReward", () => {
  const positions = [
    [3, 4],
    [1, 0],
    [0, 0],
  ];
  const inputs = (): { position: tf.Tensor; goal: tf.Tensor; touched: tf.Tensor } => ({
    position: tf.tensor2d(positions),
    goal: tf.zeros([3, 2]),
    touched: tf.zeros([3], "bool"),
  });

  // −2·p/‖p‖ for each row, and 0 where the norm has no direction; times what comes from above.
  it("is differentiated by signals, row by row", () => {
    const reward = kernel(reach);
    const slopes = tf.tidy(() => {
      const signals = inputs();
      const weighted = (position: tf.Tensor): tf.Tensor =>
        tf.dot(
          tf.tensor1d([1, 10, 100]),
          differentiableReward(reward, reward.init(3, signals), { signals: { ...signals, position } }) as tf.Tensor1D,
        );
      return tf.grad(weighted)(signals.position).arraySync() as number[][];
    });
    const wanted = [
      [-1.2, -1.6],
      [-20, 0],
      [0, 0],
    ];
    slopes.flat().forEach((value, at) => expect(value).toBeCloseTo(wanted.flat()[at] ?? NaN, 5));
  });

  // −(5 + 1 + 0): a param is the same in all rows.
  it("is differentiated by params, which add up over rows", () => {
    const reward = kernel(reach);
    const slope = tf.tidy(() => {
      const signals = inputs();
      const sum = (scale: tf.Tensor): tf.Tensor =>
        tf.sum(differentiableReward(reward, reward.init(3, signals), { signals, params: { scale } }));
      return tf.grad(sum)(tf.scalar(2)).dataSync()[0];
    });
    expect(slope).toBeCloseTo(-6, 5);
  });

  it("is 0 by what the reward does not read, and leaves no tensors behind", () => {
    const reward = kernel("signal x, idle: float\nterm t = square(x)");
    const signals = { x: tf.tensor1d([3]), idle: tf.tensor1d([1]) };
    const state = reward.init(1, signals);
    const before = tf.memory().numTensors;
    const values = tf.tidy(() => {
      const [byX, byIdle] = tf.grads((x, idle) =>
        tf.sum(differentiableReward(reward, state, { signals: { x, idle } })),
      )([signals.x, signals.idle]);
      return [byX?.dataSync()[0], byIdle?.dataSync()[0]];
    });
    expect(values).toEqual([6, 0]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("agrees with the tape of tfjs", () => {
    const text =
      "signal v: float[3]\nparam g: float[3] = [1, 2, 3]\nlet e = v - g\nterm near = exp(-dot(e, e) / 4)\nterm most weight 0.5 = max(v) * softmin(v)[0]\nterm tall = tolerance(v[0], bounds: [0, 1], margin: 2)";
    const reward = kernel(text.replace("softmin(v)[0]", "min(v)"));
    const both = tf.tidy(() => {
      const v = tf.tensor2d([
        [0.5, -1, 2],
        [4, 0.25, 0.25],
      ]);
      const own = tf.grad((x) => tf.sum(differentiableReward(reward, reward.init(2, { v: x }), { signals: { v: x } })))(
        v,
      );
      const tape = tf.grad((x) => tf.sum(reward.step(reward.init(2, { v: x }), { signals: { v: x } }).reward))(v);
      return [[...own.dataSync()], [...tape.dataSync()]];
    });
    both[0]?.forEach((value, at) => expect(value).toBeCloseTo(both[1]?.[at] ?? NaN, 5));
  });

  it("says what is missing", () => {
    const plain = kernel(reach, false);
    const signals = inputs();
    expect(() => differentiableReward(plain, plain.init(3, signals), { signals })).toThrow(
      "compile it with `gradients`",
    );
    const late = kernel("signal x: float\nterm t = suffix_sum(x) over episode");
    expect(() => differentiableReward(late, late.init(1), { signals: { x: tf.tensor1d([1]) } })).toThrow(
      "what `finish` gives",
    );
    const apart = kernel("signal x: float\nterm a = x\nterm b = -x\ntotal = vector(a, b)");
    expect(() => differentiableReward(apart, apart.init(1), { signals: { x: tf.tensor1d([1]) } })).toThrow(
      "compile it with `scalarise`",
    );
  });
});
