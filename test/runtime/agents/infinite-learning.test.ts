import "@tensorflow/tfjs-backend-cpu";
import { beforeAll, describe, expect, it } from "vitest";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import { defaultSettings, TabularTraining, type TabularSettings } from "../../../src/runtime/agents/tabular/index.js";
import { greedyEpisode } from "../../../src/runtime/agents/tabular/greedy-episode.js";
import { useBackend } from "../../../src/runtime/backend/use-backend.js";
import type { RewardKernel } from "../../../src/runtime/kernel/kernel.js";
import { programOf } from "../../compiler/lower/run.js";
import { corridor } from "./fetch.js";

beforeAll(async () => {
  await useBackend("cpu", { synchronous: true });
});

/** From one end of the corridor to the other, again and again. */
function rounds(scheme: string): RewardKernel {
  return kernelOf(
    programOf(`signal key, door: bool
      objective Rounds = infinitely often key and infinitely often door
      term rounds = ${scheme}
      discount 0.999`),
  );
}

/** Ends of the corridor (cells 0 and 4) in the order in which a learnt policy visits them, neighbours that are equal once. */
function learntVisits(kernel: RewardKernel, rewards: "stepped" | "tabulated", steps: number): readonly number[] {
  const settings: TabularSettings = { ...defaultSettings, exploration: 0.3, learningRate: 0.2 };
  const run = new TabularTraining({
    environment: corridor(8),
    tasks: [{ kernel }],
    seed: 2,
    learners: [{ rows: { first: 0, count: 8 }, settings }],
    rewards,
  });
  run.run(steps);
  const [learner] = run.learners;
  if (learner === undefined) throw new Error("no learner");
  const episode = greedyEpisode(learner, 0, corridor(1), { kernel });
  run.dispose();
  const ends = episode.situations.filter((cell) => cell === 0 || cell === 4);
  return ends.filter((cell, index) => cell !== ends[index - 1]);
}

describe("a tabular learner of an objective on infinite traces", () => {
  it.each([
    ["zeta_discount(Rounds, zeta: 0.9)", "tabulated", 2500],
    ["multi_discount(Rounds, gamma_b: 0.9)", "tabulated", 2500],
    ["zeta_reach(Rounds, zeta: 0.7)", "stepped", 700],
  ] as const)("walks up and down for ever under %s", (scheme, rewards, steps) => {
    const visits = learntVisits(rounds(scheme), rewards, steps);
    expect(visits.length).toBeGreaterThanOrEqual(scheme.startsWith("zeta_reach") ? 2 : 10);
  });

  it("refuses counterfactual experience, which does not know stops and discounts", () => {
    const train = (): TabularTraining =>
      new TabularTraining({
        environment: corridor(1),
        tasks: [{ kernel: rounds("zeta_reach(Rounds, zeta: 0.9)") }],
        seed: 0,
        learners: [{ rows: { first: 0, count: 1 }, settings: { ...defaultSettings, counterfactual: "all" } }],
      });
    expect(train).toThrow("`zeta_reach(Rounds)`");
  });
});
