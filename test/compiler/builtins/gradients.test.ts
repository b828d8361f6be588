import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import { registerGradients } from "../../../src/runtime/backend/gradients/index.js";
import { useBackend } from "../../../src/runtime/backend/use-backend.js";
import { programOf } from "../lower/run.js";

beforeAll(async () => {
  await useBackend("cpu");
  registerGradients();
});

/** The gradient of a term in the param `g` (two numbers) on a step where the signal `v` is given. */
function gradient(body: string, g: readonly number[], v: readonly number[]): readonly number[] {
  const kernel = kernelOf(programOf(`signal v: float[2]\nparam g: float[2] = [0, 0]\nterm t = ${body}`));
  return tf.tidy(() => {
    const signals = { v: tf.tensor2d([[...v]]) };
    const reward = (value: tf.Tensor): tf.Scalar =>
      tf.sum(kernel.step(kernel.init(1, signals), { signals, params: { g: value } }).reward);
    return [
      ...tf
        .grad(reward)(tf.tensor1d([...g]))
        .dataSync(),
    ];
  });
}

/** Each of these has a corner where a careless formula gives an infinite or undefined gradient. */
const corners: readonly (readonly [
  body: string,
  g: readonly number[],
  v: readonly number[],
  gradient: readonly number[],
])[] = [
  ["norm(v - g)", [1, 2], [1, 2], [0, 0]],
  ["norm(v - g, ord: 3)", [1, 2], [1, 2], [0, 0]],
  ["distance(v, g)", [1, 2], [1, 2], [0, 0]],
  ["sum(normalize(g))", [0, 0], [1, 1], [0, 0]],
  ["cosine(g, v)", [0, 0], [1, 1], [0, 0]],
  ["std(g, population)", [3, 3], [0, 0], [0, 0]],
  ["median(g, ties: lower)", [5, 3], [0, 0], [0, 1]],
  ["quantile(g, 0.25)", [5, 3], [0, 0], [0.25, 0.75]],
  ["hamacher_product(g[0], g[1])", [0, 0], [0, 0], [0, 0]],
  ["tolerance(g[0], bounds: [0, 1], margin: 1)", [0.5, 0], [0, 0], [0, 0]],
  ["if g[0] > 0 then log(g[0]) else g[1]", [0, 5], [0, 0], [0, 1]],
];

describe("gradients in params", () => {
  it.each(corners)("of %s are finite at %j", (body, g, v, wanted) => {
    gradient(body, g, v).forEach((value, index) => expect(value).toBeCloseTo(wanted[index] ?? NaN, 5));
  });
  it("reach a weight of 0, whose gradient is the body", () => {
    const kernel = kernelOf(programOf("signal x: float\nparam w: float = 0\nterm t weight w = x"));
    const found = tf.tidy(() => {
      const signals = { x: tf.tensor1d([3]) };
      const reward = (w: tf.Tensor): tf.Scalar =>
        tf.sum(kernel.step(kernel.init(1), { signals, params: { w } }).reward);
      return tf.grad(reward)(tf.scalar(0)).dataSync()[0];
    });
    expect(found).toBe(3);
  });
  it("have the slope of the shape outside of a tolerance", () => {
    const [slope] = gradient(
      "tolerance(g[0], bounds: [0, 1], margin: 2, sigmoid: linear, value_at_margin: 0)",
      [2, 0],
      [0, 0],
    );
    expect(slope).toBeCloseTo(-0.5, 5);
  });
});
