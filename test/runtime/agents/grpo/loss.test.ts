import { describe, expect, it } from "vitest";
import { logProbabilities } from "../../../../src/runtime/agents/policy/categorical.js";
import { grpoLoss, type Tokens } from "../../../../src/runtime/agents/grpo/loss.js";
import { stream } from "../../../../src/runtime/random/index.js";

const settings = { clip: 0.2, klWeight: 0, entropyWeight: 0 };

/** Three tokens of a policy that is uniform over two actions. */
const tokens: Tokens = {
  actions: Int32Array.of(0, 1, 0),
  logProbabilities: new Float32Array(3).fill(Math.log(0.5)),
  advantages: Float32Array.of(1, -2, 0.5),
  weights: Float32Array.of(0.5, 0.25, 0.25),
};

describe("the loss of group-relative policy optimisation", () => {
  it("is the weighted advantage where the policy has not moved", () => {
    const loss = grpoLoss(new Float32Array(6), undefined, tokens, settings);
    // −(0.5·1 − 0.25·2 + 0.25·0.5)
    expect(loss.policyLoss).toBeCloseTo(-0.125, 8);
    expect(loss.entropy).toBeCloseTo(Math.log(2), 8);
    expect(loss.approximateKl).toBeCloseTo(0, 8);
    expect(loss.clipFraction).toBe(0);
    // −w·A·(1 − π) on the action, and the same with the other sign beside it.
    [-0.25, 0.25, -0.25, 0.25, -0.0625, 0.0625].forEach((slope, place) => {
      expect(loss.logitGradient[place]).toBeCloseTo(slope, 7);
    });
  });

  it("trusts a ratio as far up as it is told", () => {
    // The first token's ratio is 2·e/(1 + e) ≈ 1.46.
    const logits = Float32Array.of(1, 0, 0, 0, 0, 0);
    const near = grpoLoss(logits, undefined, tokens, settings);
    const far = grpoLoss(logits, undefined, tokens, { ...settings, clipHigher: 0.5 });
    expect(near.clipFraction).toBe(0.5);
    expect(far.clipFraction).toBe(0);
    expect(near.logitGradient[0]).toBe(0);
    expect(far.logitGradient[0]).toBeLessThan(0);
    // −0.5·1.2 + 0.5 − 0.125
    expect(near.policyLoss).toBeCloseTo(-0.225, 6);
  });

  it("measures the divergence from the policy of the beginning with k3", () => {
    const logits = Float32Array.of(1, 0, 0, 0, 0, 0);
    const { referenceKl } = grpoLoss(logits, new Float32Array(6), tokens, settings);
    const distance = Math.log(0.5) - (1 - Math.log(1 + Math.E));
    expect(referenceKl).toBeCloseTo(0.5 * (Math.exp(distance) - 1 - distance), 6);
  });

  it("has the gradient that differences have", () => {
    const random = stream(3, "loss");
    const [size, count] = [6, 4];
    const draw = (): Float32Array => Float32Array.from({ length: size * count }, () => random.normal(0, 0.3));
    const [logits, reference, before] = [draw(), draw(), draw()];
    const actions = Int32Array.from({ length: size }, () => random.int(count));
    const row = new Float64Array(count);
    const batch: Tokens = {
      actions,
      logProbabilities: Float32Array.from(actions, (action, index) => {
        logProbabilities(before, index, count, row);
        return row[action] ?? 0;
      }),
      advantages: Float32Array.from({ length: size }, () => random.normal(0, 1)),
      weights: Float32Array.from({ length: size }, () => 1 / size),
    };
    const all = { clip: 0.2, clipHigher: 0.3, klWeight: 0.7, entropyWeight: 0.2 };
    const value = (at: Float32Array): number => {
      const { policyLoss, referenceKl, entropy } = grpoLoss(at, reference, batch, all);
      return policyLoss + all.klWeight * referenceKl - all.entropyWeight * entropy;
    };
    const { logitGradient } = grpoLoss(logits, reference, batch, all);
    for (let place = 0; place < logits.length; place++) {
      const [up, down] = [logits.slice(), logits.slice()];
      up[place] = (logits[place] ?? 0) + 1e-2;
      down[place] = (logits[place] ?? 0) - 1e-2;
      const slope = (value(up) - value(down)) / ((up[place] ?? 0) - (down[place] ?? 0));
      expect(logitGradient[place]).toBeCloseTo(slope, 4);
    }
  });
});
