import "@tensorflow/tfjs-backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../../src/compiler/compile.js";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import { defaultSettings, TabularTraining, type TabularSettings } from "../../../src/runtime/agents/tabular/index.js";
import { environments } from "../../../src/runtime/environments/index.js";

beforeAll(() => setBackend("cpu"));

function training(total: string, ends: string, settings: Partial<TabularSettings> = {}, runs = 1): TabularTraining {
  const text = `reward Loops\nsignal short, long: bool\nterm paid = (if short then SHORT else 0) + (if long then 4 else 0)\n${total}\n${ends}`;
  const spec = text.replace("SHORT", ends === "" ? "1" : "3");
  const { program, diagnostics } = compile("loops.reward", memoryHost({ "loops.reward": spec }));
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return new TabularTraining({
    environment: environments.get("two-loops").create({ size: runs, seed: 0 }),
    tasks: [{ kernel: kernelOf(program) }],
    learners: [
      {
        rows: { first: 0, count: runs },
        settings: { ...defaultSettings, learningRate: 0.3, exploration: 0.2, ...settings },
      },
    ],
    seed: 0,
    rewards: total.includes("average_reward") ? "stepped" : "tabulated",
  });
}

/** Whether the long loop is better where the two part, and the learner's average. */
function learnt(run: TabularTraining, steps: number): { readonly long: boolean; readonly average: number | undefined } {
  run.run(steps);
  const [learner] = run.learners;
  const [short = NaN, long = NaN] = learner?.valuesOf(0, 0, 0, 0) ?? [];
  const average = learner?.averageOf(0);
  run.dispose();
  return { long: long > short, average };
}

const average = "total = average_reward(paid, step: 0.05)";
const ends = "terminate when short or long";

describe("a learner of the average reward", () => {
  // The short loop pays 1 in 2 steps, the long one 4 in 5: averages of 0.5 and 0.8. Discounted by 0.5 they are worth, from where they part, 0.5 / (1 − 0.5²) = 0.67
  // and 4 · 0.5⁴ / (1 − 0.5⁵) = 0.26.
  it("takes the long loop where a discounting learner takes the short one", () => {
    expect(learnt(training("discount 0.5", ""), 600).long).toBe(false);
    const found = learnt(training(average, ""), 600);
    expect(found.long).toBe(true);
    // Off-policy: the average of the best policy, though every tenth choice is of the other loop.
    expect(found.average).toBeCloseTo(0.8, 1);
  });

  // With an end after each loop the short one pays 3 in 2 steps, 1.5 a step against 0.8; of one episode alone the long one is worth more, 4 against 3.
  it("takes an end for the beginning of the next episode", () => {
    expect(learnt(training("discount 1", ends), 600).long).toBe(true);
    const found = learnt(training(average, ends), 600);
    expect(found.long).toBe(false);
    expect(found.average).toBeCloseTo(1.5, 1);
  });

  it("goes on from a checkpoint as if it had not stopped", () => {
    const [whole, first, second] = [training(average, ends), training(average, ends), training(average, ends)];
    whole.run(60);
    first.run(31);
    second.setState(first.getState());
    second.run(29);
    expect(second.getState()).toEqual(whole.getState());
    for (const run of [whole, first, second]) run.dispose();
  });

  it("refuses a discount, shaped rewards and counterfactual experience", () => {
    expect(() => training(average, "", { discount: 0.9 })).toThrow("given the discount 0.9");
    expect(() => training(average, "", { shaped: true })).toThrow("learns from `total`");
    expect(() => training(average, "", { counterfactual: "all" })).toThrow("counterfactual experience");
  });
});
