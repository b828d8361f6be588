import "@tensorflow/tfjs-backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../../src/compiler/compile.js";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import { defaultSettings, TabularTraining } from "../../../src/runtime/agents/tabular/index.js";
import { environments } from "../../../src/runtime/environments/index.js";
import type { RewardKernel } from "../../../src/runtime/kernel/kernel.js";

beforeAll(() => setBackend("cpu"));

function kernelFrom(schedule: string): RewardKernel {
  const text = `reward Fading\nsignal a: bool\nterm paid weight ${schedule} = 1\nterm seen weight 0 = a\ndiscount 0.9`;
  const { program } = compile("fading.reward", memoryHost({ "fading.reward": text }));
  if (program === undefined) throw new Error("the spec does not compile");
  return kernelOf(program);
}

function training(schedule: string, runs: number): TabularTraining {
  return new TabularTraining({
    environment: environments.get("office").create({ size: runs, seed: 0, limit: 5, tasks: ["t1"] }),
    tasks: [{ kernel: kernelFrom(schedule) }],
    learners: [{ rows: { first: 0, count: runs }, settings: defaultSettings }],
    seed: 0,
  });
}

/** Returns of the episodes of five steps each. */
function returnsOf(run: TabularTraining, steps: number): readonly number[] {
  const returns: number[] = [];
  run.run(steps, (episode) => returns.push(episode.return));
  run.dispose();
  return returns;
}

describe("a tabular training under a schedule", () => {
  it("goes by the steps of one run, however many run side by side", () => {
    const schedule = "schedule(piecewise {0: 1, 5: 3, 8: 10}, over: steps)";
    expect(returnsOf(training(schedule, 1), 10)).toEqual([5, 29]);
    expect(returnsOf(training(schedule, 3), 10)).toEqual([5, 5, 5, 29, 29, 29]);
  });

  it("learns in every step, so that updates are steps", () => {
    expect(returnsOf(training("schedule(piecewise {0: 1, 5: 3}, over: updates)", 2), 10)).toEqual([5, 5, 15, 15]);
  });

  it("goes by episodes where there is one run, and refuses to choose among several", () => {
    const schedule = "schedule(piecewise {0: 1, 1: 2, 2: 4}, over: episodes)";
    expect(returnsOf(training(schedule, 1), 15)).toEqual([5, 10, 20]);
    expect(() => training(schedule, 2).run(1)).toThrow("the learner's clock of episodes is missing");
  });

  it("goes on from a checkpoint", () => {
    const schedule = "schedule(piecewise {0: 1, 1: 2, 2: 4}, over: episodes)";
    const first = training(schedule, 1);
    first.run(8);
    const resumed = training(schedule, 1);
    resumed.setState(first.getState());
    first.dispose();
    expect(returnsOf(resumed, 7)).toEqual([10, 20]);
  });
});
