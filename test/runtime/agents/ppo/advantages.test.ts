import { describe, expect, it } from "vitest";
import { advantages, explainedVariance, type RolloutRewards } from "../../../../src/runtime/agents/ppo/advantages.js";

const rollout = (over: Partial<RolloutRewards>): RolloutRewards => ({
  steps: 3,
  environments: 1,
  rewards: Float32Array.of(1, 2, 3),
  values: Float32Array.of(0.5, 0.25, 0.125),
  terminated: new Uint8Array(3),
  truncated: new Uint8Array(3),
  finalValues: new Float32Array(3),
  lastValues: Float32Array.of(8),
  ...over,
});

describe("with λ = 1 the advantage is the discounted return minus the value", () => {
  it("bootstraps an unfinished episode from what follows the rollout", () => {
    const { advantages: found, returns } = advantages(rollout({}), 0.5, 1);
    expect([...returns]).toEqual([1 + 0.5 * 2 + 0.25 * 3 + 0.125 * 8, 2 + 0.5 * 3 + 0.25 * 8, 3 + 0.5 * 8]);
    expect(found[0]).toBeCloseTo((returns[0] ?? 0) - 0.5, 6);
  });

  it("bootstraps nothing beyond a termination, and cuts what came before the next episode", () => {
    const { returns } = advantages(rollout({ terminated: Uint8Array.of(0, 1, 0) }), 0.5, 1);
    expect([...returns]).toEqual([1 + 0.5 * 2, 2, 3 + 0.5 * 8]);
  });

  it("bootstraps a truncation from the final observation, not from the next episode's first", () => {
    const { returns } = advantages(
      rollout({ truncated: Uint8Array.of(0, 1, 0), finalValues: Float32Array.of(0, 16, 0) }),
      0.5,
      1,
    );
    expect([...returns]).toEqual([1 + 0.5 * (2 + 0.5 * 16), 2 + 0.5 * 16, 3 + 0.5 * 8]);
  });
});

it("takes the discount of each step where the spec sets it", () => {
  const discounts = Float32Array.of(0.25, 1, 0.5);
  const { returns } = advantages(rollout({ discounts }), 0.5, 1);
  expect([...returns]).toEqual([1 + 0.25 * (2 + 3 + 0.5 * 8), 2 + 3 + 0.5 * 8, 3 + 0.5 * 8]);
  const cut = { discounts, truncated: Uint8Array.of(1, 0, 0), finalValues: Float32Array.of(16, 0, 0) };
  expect(advantages(rollout(cut), 0.5, 1).returns[0]).toBe(1 + 0.25 * 16);
});

it("with λ = 0 the advantage is one temporal difference", () => {
  const { advantages: found } = advantages(rollout({}), 0.5, 0);
  expect([...found]).toEqual([1 + 0.5 * 0.25 - 0.5, 2 + 0.5 * 0.125 - 0.25, 3 + 0.5 * 8 - 0.125]);
});

it("keeps the rows of different environments apart", () => {
  const two = advantages(
    {
      steps: 2,
      environments: 2,
      rewards: Float32Array.of(1, 10, 2, 20),
      values: new Float32Array(4),
      terminated: Uint8Array.of(1, 0, 0, 0),
      truncated: new Uint8Array(4),
      finalValues: new Float32Array(4),
      lastValues: Float32Array.of(4, 40),
    },
    0.5,
    1,
  );
  expect([...two.returns]).toEqual([1, 10 + 0.5 * (20 + 0.5 * 40), 2 + 0.5 * 4, 20 + 0.5 * 40]);
});

it("explains all of the variance, none of it, or cannot say", () => {
  expect(explainedVariance(Float32Array.of(1, 2, 3), Float32Array.of(1, 2, 3))).toBe(1);
  expect(explainedVariance(Float32Array.of(2, 2, 2), Float32Array.of(1, 2, 3))).toBeCloseTo(0, 6);
  expect(explainedVariance(Float32Array.of(1, 2, 3), Float32Array.of(2, 2, 2))).toBeNaN();
});
