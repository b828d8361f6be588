import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import { describe, expect, it } from "vitest";
import { Perceptron } from "../../../../src/runtime/agents/policy/perceptron.js";
import { stream } from "../../../../src/runtime/random/index.js";

const sizes = [3, 8, 6, 2];

describe.each(["cpu", "wasm"])("on %s", (backend) => {
  it("computes tanh layers and a linear output", async () => {
    await tf.setBackend(backend);
    const { parameters, network } = made();
    const input = [0.5, -1, 2];
    const output = network.forward(tf.tensor2d([input])).output.dataSync();
    expect([...output]).toEqual(plainForward(parameters, input).map((value) => expect.closeTo(value, 5) as number));
  });

  it("has the gradient that finite differences have", async () => {
    await tf.setBackend(backend);
    const { parameters, network } = made();
    const inputs = [
      [0.5, -1, 2],
      [-0.3, 0.7, 0.1],
      [1.5, 0.2, -0.9],
      [0, 0, 1],
      [2, -2, 0.5],
    ];
    const slopes = inputs.map((_, i) => [0.3 - 0.2 * i, 0.1 * i]);
    const gradient = tf
      .tidy(() => network.backward(network.forward(tf.tensor2d(inputs)), tf.tensor2d(slopes)))
      .dataSync();
    const loss = (at: ArrayLike<number>) =>
      inputs.reduce(
        (sum, row, i) => plainForward(at, row).reduce((inner, y, j) => inner + y * (slopes[i]?.[j] ?? 0), sum),
        0,
      );
    expect(gradient.length).toBe(parameters.length);
    for (let i = 0; i < parameters.length; i++) {
      const moved = (by: number) => Float64Array.from(parameters, (value, j) => (j === i ? value + by : value));
      const slope = (loss(moved(1e-5)) - loss(moved(-1e-5))) / 2e-5;
      expect(gradient[i]).toBeCloseTo(slope, 4);
    }
  });

  it("keeps no tensors beyond its weights", async () => {
    await tf.setBackend(backend);
    const { network } = made();
    const before = tf.memory().numTensors;
    for (let i = 0; i < 10; i++) {
      tf.dispose(tf.tidy(() => network.backward(network.forward(tf.ones([4, 3])), tf.ones([4, 2]))));
      network.upload();
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});

function made() {
  const parameters = new Float32Array(Perceptron.count(sizes));
  const network = new Perceptron(sizes, parameters, 0);
  network.initialise(0.5, stream(1, "weights"));
  const random = stream(1, "biases");
  for (let i = 0; i < parameters.length; i++) if (parameters[i] === 0) parameters[i] = random.uniform(-0.5, 0.5);
  network.upload();
  return { parameters, network };
}

/** The same network in plain float64 loops. */
function plainForward(parameters: ArrayLike<number>, input: readonly number[]): number[] {
  let values = [...input];
  let at = 0;
  for (let layer = 0; layer + 1 < sizes.length; layer++) {
    const outputs = sizes[layer + 1] ?? 0;
    const bias = at + values.length * outputs;
    const last = layer + 2 === sizes.length;
    values = Array.from({ length: outputs }, (_, j) => {
      const sum = values.reduce(
        (inner, value, i) => inner + value * (parameters[at + i * outputs + j] ?? 0),
        parameters[bias + j] ?? 0,
      );
      return last ? sum : Math.tanh(sum);
    });
    at = bias + outputs;
  }
  return values;
}
