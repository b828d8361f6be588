import { beforeAll, describe, expect, it } from "vitest";
import { ppoStudy } from "../../bench/letter/ppo.js";
import { letterTask, optimum } from "../../bench/letter/task.js";
import { tabularStudy } from "../../bench/letter/tabular.js";
import { useBackend } from "../../src/runtime/backend/use-backend.js";

beforeAll(async () => {
  await useBackend("cpu", { synchronous: true });
});

/** A 4 by 4 map from a picture. */
function pictured(...rows: readonly string[]): Int32Array {
  return Int32Array.from([...rows.join("")], (letter) => "abcde".indexOf(letter));
}

describe("the best that can be had of a formula", () => {
  it("is the way round what is to be avoided", () => {
    // a straight to the right but behind d; the torus has it to the left, too.
    const task = letterTask("letters-4x4", "avoid");
    const { steps, value } = optimum(task, pictured(".da.", ".e..", "....", ".b.."));
    // Left, left: a. Then, round e, up and left: b.
    expect(steps).toBe(4);
    expect(value).toBeCloseTo(0.94 ** 3, 8);
  });

  it("is found for two sequences at once", () => {
    const { steps } = optimum(letterTask("letters-4x4", "errands"), pictured(".adc", "...e", "....", "...."));
    // a, d, c in the first row, then e below c.
    expect(steps).toBe(4);
  });
});

describe("tables", () => {
  it.each(["letters-4x4", "letters-5x5"])("learn shortest ways in %s", (world) => {
    const task = letterTask(world, "avoid");
    const { steps } = optimum(task, 1);
    const study = { task, map: 1, runs: 3, steps: 2000, every: 500 };
    for (const counterfactual of ["all", "none"] as const) {
      const { optimalFrom, successes } = tabularStudy({ ...study, counterfactual });
      expect(optimalFrom).not.toContain(undefined);
      expect(successes).toEqual([steps, steps, steps]);
    }
  });

  it("learn sooner where every step teaches every state", () => {
    const task = letterTask("letters-5x5", "errands");
    const study = { task, map: 1, runs: 5, steps: 5000, every: 100 };
    const last = (counterfactual: "all" | "none"): number =>
      Math.max(...tabularStudy({ ...study, counterfactual }).optimalFrom.map((each) => each ?? Infinity));
    expect(last("all")).toBeLessThan(last("none"));
  });
});

it("PPO satisfies the formula when it sees the state of the automaton", async () => {
  await useBackend("wasm");
  const task = letterTask("letters-4x4", "avoid");
  const { greedy, sampled } = await ppoStudy({
    task,
    seed: 1,
    map: 1,
    steps: 12_288,
    features: true,
    episodes: 20,
    settings: { hidden: [32, 32], learningRate: 3e-3 },
  });
  expect(greedy).toMatchObject({ satisfied: 1, violated: 0 });
  expect(greedy.steps).toBeLessThanOrEqual(greedy.shortest + 2);
  expect(sampled.satisfied).toBeGreaterThan(0.9);
}, 60_000);
