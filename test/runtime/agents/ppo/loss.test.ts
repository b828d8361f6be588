import { describe, expect, it } from "vitest";
import { ppoLoss, type Minibatch } from "../../../../src/runtime/agents/ppo/loss.js";
import { cleanRlDefaults } from "../../../../src/runtime/agents/ppo/settings.js";
import { stream } from "../../../../src/runtime/random/index.js";

const random = stream(3, "loss");
const size = 12;
const count = 3;
const logits = Float32Array.from({ length: size * count }, () => random.normal());
const values = Float32Array.from({ length: size }, () => random.normal());
const batch: Minibatch = {
  actions: Int32Array.from({ length: size }, () => random.int(count)),
  logProbabilities: Float32Array.from({ length: size }, () => -1.1 + 0.3 * random.normal()),
  advantages: Float32Array.from({ length: size }, () => 5 * random.normal() + 2),
  returns: Float32Array.from({ length: size }, () => random.normal()),
  values: Float32Array.from(values, (value) => value + 0.3 * random.normal()),
};

/** The loss written the way the paper writes it, sample by sample, in float64. */
function paperLoss(at: ArrayLike<number>, critic: ArrayLike<number>, clipValues: boolean, normalise: boolean): number {
  const mean = batch.advantages.reduce((a, b) => a + b, 0) / size;
  const deviation = Math.sqrt(batch.advantages.reduce((a, b) => a + (b - mean) ** 2, 0) / (size - 1));
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const row = Array.from({ length: count }, (_, j) => Math.exp(at[i * count + j] ?? 0));
    const probabilities = row.map((value) => value / row.reduce((a, b) => a + b, 0));
    const advantage = normalise ? ((batch.advantages[i] ?? 0) - mean) / (deviation + 1e-8) : (batch.advantages[i] ?? 0);
    const ratio = (probabilities[batch.actions[i] ?? 0] ?? 0) / Math.exp(batch.logProbabilities[i] ?? 0);
    const clipped = Math.min(Math.max(ratio, 0.8), 1.2);
    const policy = -Math.min(advantage * ratio, advantage * clipped);
    const entropy = -probabilities.reduce((a, p) => a + p * Math.log(p), 0);
    const target = batch.returns[i] ?? 0;
    const old = batch.values[i] ?? 0;
    const error = ((critic[i] ?? 0) - target) ** 2;
    const near = (old + Math.min(Math.max((critic[i] ?? 0) - old, -0.2), 0.2) - target) ** 2;
    sum += policy - 0.01 * entropy + 0.5 * 0.5 * (clipValues ? Math.max(error, near) : error);
  }
  return sum / size;
}

describe.each([
  { clipValues: true, normalise: true },
  { clipValues: false, normalise: false },
])("clipped values $clipValues, normalised advantages $normalise", ({ clipValues, normalise }) => {
  const settings = { ...cleanRlDefaults, clipValues, normaliseAdvantages: normalise };
  const loss = ppoLoss(logits, values, batch, settings);

  it("is the loss of the paper", () => {
    const combined = loss.policyLoss - 0.01 * loss.entropy + 0.5 * loss.valueLoss;
    expect(combined).toBeCloseTo(paperLoss(logits, values, clipValues, normalise), 6);
  });

  it("has the gradient that finite differences have, in logits and values", () => {
    const slope = (at: Float32Array, i: number, f: (moved: Float64Array) => number) => {
      const moved = (by: number) => Float64Array.from(at, (value, j) => (j === i ? value + by : value));
      return (f(moved(1e-6)) - f(moved(-1e-6))) / 2e-6;
    };
    logits.forEach((_, i) => {
      const expected = slope(logits, i, (moved) => paperLoss(moved, values, clipValues, normalise));
      expect(loss.logitGradient[i]).toBeCloseTo(expected, 5);
    });
    values.forEach((_, i) => {
      const expected = slope(values, i, (moved) => paperLoss(logits, moved, clipValues, normalise));
      expect(loss.valueGradient[i]).toBeCloseTo(expected, 5);
    });
  });
});

it("reports no KL, no clipping and both branches equal when the policy has not moved", () => {
  const uniform = new Float32Array(size * count);
  const still = { ...batch, logProbabilities: new Float32Array(size).fill(-Math.log(count)) };
  const loss = ppoLoss(uniform, values, still, cleanRlDefaults);
  expect(loss.approximateKl).toBeCloseTo(0, 7);
  expect(loss.approximateKlK1).toBeCloseTo(0, 7);
  expect(loss.clipFraction).toBe(0);
  expect(loss.entropy).toBeCloseTo(Math.log(count), 7);
});
