import "@tensorflow/tfjs-backend-cpu";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { windowed, atom } from "../../../src/compiler/automata/temporal/formula.js";
import {
  defaultSettings,
  TabularTraining,
  type Episode,
  type TabularSettings,
} from "../../../src/runtime/agents/tabular/index.js";
import type { TypedExpression } from "../../../src/compiler/check/typed.js";
import { useBackend } from "../../../src/runtime/backend/use-backend.js";
import type { RewardKernel } from "../../../src/runtime/kernel/kernel.js";
import { bool, named, objective, shown, sum } from "../../compiler/lower/objective/objective-spec.js";
import { constant, signal, span, term } from "../../compiler/lower/typed-spec.js";
import { corridor, fetchByObjective, inOrder } from "./fetch.js";
import { tableKernel } from "./table-kernel.js";

beforeAll(async () => {
  await useBackend("cpu", { synchronous: true });
});

/** The same task as a machine written by hand. */
const fetchByMachine = (): RewardKernel =>
  tableKernel({ signals: ["key", "door"], edges: [{ key: [1, 0] }, { door: [2, 1] }, {}], final: [2], discount: 0.9 });

interface Learnt {
  readonly episodes: readonly Episode[];
  readonly values: readonly (readonly number[])[];
}

function learn(
  kernel: RewardKernel,
  settings: Partial<TabularSettings>,
  how: { readonly rewards?: "stepped" | "tabulated"; readonly steps?: number; readonly automaton?: string } = {},
): Learnt {
  const run = new TabularTraining({
    environment: corridor(3),
    tasks: [{ kernel, ...(how.automaton === undefined ? {} : { automaton: how.automaton }) }],
    seed: 5,
    learners: [{ rows: { first: 0, count: 3 }, settings: { ...defaultSettings, exploration: 0.3, ...settings } }],
    rewards: how.rewards ?? "stepped",
  });
  const episodes: Episode[] = [];
  run.run(how.steps ?? 300, (episode) => episodes.push(episode));
  const [learner] = run.learners;
  const cells = Array.from({ length: 3 * 5 * 2 }, (_, index) => index);
  const values = cells.map((index) => [
    ...(learner?.valuesOf(Math.floor(index / 10), Math.floor(index / 2) % 5, 0, index % 2) ?? []),
  ]);
  run.dispose();
  return { episodes, values };
}

describe("a tabular learner of an objective", () => {
  it.each(["none", "all", "reachable"] as const)(
    "learns exactly what it learns of the machine that means the same (counterfactual: %s)",
    (counterfactual) => {
      const byObjective = learn(fetchByObjective(), { counterfactual });
      expect(byObjective).toEqual(learn(fetchByMachine(), { counterfactual }));
      expect(byObjective.episodes.length).toBeGreaterThan(20);
      expect(byObjective.episodes.every((episode) => episode.return === (episode.terminated ? 1 : 0))).toBe(true);
    },
  );

  it("learns the same from a table of answers as step by step, and leaves no tensor behind", () => {
    const kernel = fetchByObjective();
    const before = memory().numTensors;
    const settings = { counterfactual: "all" } as const;
    expect(learn(kernel, settings, { rewards: "tabulated" })).toEqual(learn(kernel, settings, { rewards: "stepped" }));
    expect(memory().numTensors).toBe(before);
  });

  it("shapes every state by its own progress", () => {
    const shape = {
      name: "Fetch",
      form: "potential",
      potential: shown("progress", "Fetch"),
      weight: constant(2),
      span,
    } as const;
    const kernel = fetchByObjective({ shapes: [shape] });
    expect(kernel.descriptor.objectives[0]?.potential).toEqual([0, 1, 2]);
    const settings = { counterfactual: "all", shaped: true, initialValue: 2, exploration: 1 } as const;
    const { values } = learn(kernel, settings, { steps: 1 });
    // From the middle of the corridor nothing happens: 2 + ½ · (γ·Φ(u) − Φ(u) + γ · 2 − 2).
    const moved = [0, 1].map((state) => values[2 * 2 + state]?.find((value) => value !== 2));
    expect(moved[0]).toBeCloseTo(2 + 0.5 * (1.8 - 2), 6);
    expect(moved[1]).toBeCloseTo(2 + 0.5 * (0.9 - 1 + 1.8 - 2), 6);
  });

  it("refuses to shape counterfactual experience without a potential of the objective", () => {
    expect(() => learn(fetchByObjective(), { counterfactual: "all", shaped: true })).toThrow(
      "`shape Fetch by progress`",
    );
  });

  it("refuses counterfactual experience where something else pays too", () => {
    const cost = { terms: [term("cost", constant(-0.25))], total: named("cost") };
    expect(() => learn(fetchByObjective(cost), { counterfactual: "all" })).toThrow(
      "`Fetch` pays -0.25 where `Fetch` pays 0",
    );
    // Part of the same addend it is no matter: the table takes products and guards over whole.
    const scaled = { ...sum(named("goal"), constant(0)), fn: "multiply", right: constant(0.25) } as TypedExpression;
    expect(() => learn(fetchByObjective({ total: scaled }), { counterfactual: "all" })).not.toThrow();
  });

  it("is told which automaton it sees where there are several", () => {
    const atoms = [signal("key", bool), signal("door", bool)];
    const two = fetchByObjective({
      objectives: [
        objective(inOrder, { name: "Fetch", atoms }),
        objective(windowed("eventually", atom(1)), { name: "Leave", atoms }),
      ],
    });
    expect(() => learn(two, {})).toThrow("`Fetch`, `Leave`: name one");
    expect(() => learn(two, {}, { automaton: "Other" })).toThrow(
      "no machine or objective `Other`; it has `Fetch`, `Leave`",
    );
    const settings = { counterfactual: "all" } as const;
    expect(learn(two, settings, { automaton: "Fetch" })).toEqual(learn(fetchByObjective(), settings));
  });
});
