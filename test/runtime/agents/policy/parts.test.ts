import { describe, expect, it } from "vitest";
import { Adam } from "../../../../src/runtime/agents/policy/adam.js";
import { greedy, sample } from "../../../../src/runtime/agents/policy/categorical.js";
import { orthogonal } from "../../../../src/runtime/agents/policy/orthogonal.js";
import { stream } from "../../../../src/runtime/random/index.js";

describe("orthogonal initialisation", () => {
  it.each([
    [4, 64],
    [64, 64],
    [64, 2],
    [64, 1],
  ])("gives orthogonal rows or columns of length gain, %i × %i", (rows, columns) => {
    const matrix = orthogonal(rows, columns, Math.SQRT2, stream(5, "weights"));
    const few = Math.min(rows, columns);
    const vector = (i: number) =>
      Array.from({ length: Math.max(rows, columns) }, (_, j) =>
        rows > columns ? (matrix[j * columns + i] ?? 0) : (matrix[i * columns + j] ?? 0),
      );
    for (const [i, j] of [
      [0, 0],
      [few - 1, few - 1],
      [0, few - 1],
    ] as const) {
      const product = vector(i).reduce((sum, value, k) => sum + value * (vector(j)[k] ?? 0), 0);
      expect(product).toBeCloseTo(i === j ? 2 : 0, 5);
    }
  });
});

describe("Adam", () => {
  it("moves by the learning rate in its first step, whatever the gradient's size", () => {
    const adam = new Adam(2, 0);
    const parameters = Float32Array.of(1, 1);
    adam.step(parameters, Float32Array.of(1000, -0.001), 0.1);
    expect(parameters[0]).toBeCloseTo(0.9, 6);
    expect(parameters[1]).toBeCloseTo(1.1, 6);
  });

  it("takes the steps of the published recurrence", () => {
    const adam = new Adam(1, 1e-5);
    const parameters = Float32Array.of(0);
    let [first, second, expected] = [0, 0, 0];
    [0.5, -1, 2].forEach((slope, t) => {
      adam.step(parameters, Float32Array.of(2 * slope), 0.01, 0.5);
      first = 0.9 * first + 0.1 * slope;
      second = 0.999 * second + 0.001 * slope * slope;
      expected -= (0.01 * (first / (1 - 0.9 ** (t + 1)))) / (Math.sqrt(second / (1 - 0.999 ** (t + 1))) + 1e-5);
    });
    expect(parameters[0]).toBeCloseTo(expected, 6);
  });

  it("continues exactly from its state", () => {
    const [one, other] = [new Adam(1), new Adam(1)];
    const [a, b] = [Float32Array.of(0), Float32Array.of(0)];
    one.step(a, Float32Array.of(3), 0.1);
    b.set(a);
    other.setState(one.getState());
    one.step(a, Float32Array.of(-1), 0.1);
    other.step(b, Float32Array.of(-1), 0.1);
    expect(b[0]).toBe(a[0]);
  });
});

describe("the categorical policy", () => {
  const logits = Float32Array.of(0, Math.log(3), -Infinity, 5, 5, 5);

  it("draws actions as often as their probabilities say, and never an impossible one", () => {
    const random = stream(1, "policy");
    const counts = [0, 0, 0];
    for (let i = 0; i < 4000; i++) {
      const action = sample(logits.slice(0, 3), 3, random).actions[0] ?? 0;
      counts[action] = (counts[action] ?? 0) + 1;
    }
    expect((counts[1] ?? 0) / 4000).toBeCloseTo(0.75, 1);
    expect(counts[2]).toBe(0);
  });

  it("reports the log-probability of what it chose", () => {
    const choice = greedy(logits, 3);
    expect([...choice.actions]).toEqual([1, 0]);
    expect(choice.logProbabilities[0]).toBeCloseTo(Math.log(0.75), 6);
    expect(choice.logProbabilities[1]).toBeCloseTo(Math.log(1 / 3), 6);
  });

  it("survives logits that would overflow", () => {
    expect(greedy(Float32Array.of(1e30, 0), 2).logProbabilities[0]).toBe(0);
  });
});
