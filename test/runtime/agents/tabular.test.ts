import "@tensorflow/tfjs-backend-cpu";
import { fill, memory } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import {
  defaultSettings,
  TabularTraining,
  type Episode,
  type TabularSettings,
} from "../../../src/runtime/agents/tabular/index.js";
import type { Environment } from "../../../src/runtime/environments/index.js";
import { gridMap } from "../../../src/runtime/environments/grid/grid-map.js";
import { GridWorld } from "../../../src/runtime/environments/grid/grid-world.js";
import type { RewardKernel } from "../../../src/runtime/kernel/kernel.js";
import { tableKernel, type HandMachine } from "./table-kernel.js";

/** A corridor of cells: key at the left end, door at the right, start between them. */
const map = gridMap({
  width: 5,
  height: 1,
  start: [2, 0],
  up: 1,
  open: () => true,
  labels: { key: [[0, 0]], door: [[4, 0]] },
});
const rules = { name: "corridor", map, tasks: ["fetch", "leave"], limit: 50 };
/** The key, then the door, pays 1; the key alone leads to a state that is worth more with the potential. */
const fetch: HandMachine = {
  signals: ["key", "door"],
  edges: [{ key: [1, 0] }, { door: [2, 1] }, {}],
  final: [2],
  discount: 0.9,
  potential: [0.9, 1, 0],
};
const leave: HandMachine = {
  signals: ["door"],
  edges: [{ door: [1, 1] }, {}],
  final: [1],
  discount: 0.9,
  potential: [1, 0],
};

function corridor(size = 1, limit = 50, tasks = ["fetch"]): Environment {
  return new GridWorld(rules, { size, seed: 0, limit, tasks });
}

function training(settings: Partial<TabularSettings>, environment = corridor(), machine = fetch): TabularTraining {
  const complete = { ...defaultSettings, initialValue: 2, exploration: 1, ...settings };
  return new TabularTraining({
    environment,
    tasks: [{ kernel: tableKernel(machine) }],
    seed: 1,
    learners: [{ rows: { first: 0, count: environment.size }, settings: complete }],
  });
}

/** The values that one step from the start changed, by machine state. */
function changed(run: TabularTraining): (number | undefined)[] {
  return [0, 1].map((state) => [...(run.learners[0]?.valuesOf(0, 2, 0, state) ?? [])].find((value) => value !== 2));
}

/** Rows that end by the environment's own rules after every step. */
function ending(environment: Environment): Environment {
  const { step } = environment;
  environment.step = (actions) => {
    step.call(environment, actions);
    environment.terminated.fill(1);
  };
  return environment;
}

describe("plain Q-learning", () => {
  it("moves the value of the action taken towards reward plus discounted best value", () => {
    const run = training({});
    run.run(1);
    expect(changed(run)).toEqual([2 + 0.5 * (0.9 * 2 - 2), undefined]);
  });

  it("discounts by what the step says, where the spec sets that", () => {
    const plain = tableKernel(fetch);
    const kernel: RewardKernel = {
      ...plain,
      descriptor: { ...plain.descriptor, stepDiscount: true },
      step: (state, inputs) => ({ ...plain.step(state, inputs), discount: fill([1], 0.25) }),
    };
    const settings = { ...defaultSettings, initialValue: 2, exploration: 1 };
    const run = new TabularTraining({
      environment: corridor(),
      tasks: [{ kernel }],
      seed: 1,
      learners: [{ rows: { first: 0, count: 1 }, settings }],
    });
    run.run(1);
    expect(changed(run)[0]).toBe(2 + 0.5 * (0.25 * 2 - 2));
  });

  it("bootstraps at a time limit, unless told to take it as the end", () => {
    const proper = training({}, corridor(1, 1));
    proper.run(1);
    expect(changed(proper)[0]).toBeCloseTo(1.9, 12);
    const published = training({ timeLimit: "terminal" }, corridor(1, 1));
    published.run(1);
    expect(changed(published)[0]).toBe(1);
  });

  it("learns from the shaped reward only when told to", () => {
    const run = training({ shaped: true });
    run.run(1);
    // Staying in state 0: F = 0.9 · 0.9 - 0.9.
    expect(changed(run)[0]).toBeCloseTo(2 + 0.5 * (-0.09 + 1.8 - 2), 6);
  });

  it("does not look beyond a termination", () => {
    const run = training({}, ending(corridor()));
    run.run(1);
    expect(changed(run)[0]).toBe(1);
  });
});

describe("counterfactual experience", () => {
  it("learns from one step in every state of the machine that is not final", () => {
    const run = training({ counterfactual: "all" });
    run.run(1);
    expect(changed(run)).toEqual([1.9, 1.9]);
    expect([...(run.learners[0]?.valuesOf(0, 2, 0, 2) ?? [])]).toEqual([2, 2, 2, 2]);
  });

  it("shapes each state's experience by its own potential", () => {
    const run = training({ counterfactual: "all", shaped: true });
    run.run(1);
    const [first, second] = changed(run);
    expect(first).toBeCloseTo(2 + 0.5 * (0.9 * 0.9 - 0.9 + 1.8 - 2), 12);
    expect(second).toBeCloseTo(2 + 0.5 * (0.9 * 1 - 1 + 1.8 - 2), 12);
  });

  it("never takes a time limit as an end, whatever the setting", () => {
    const run = training({ counterfactual: "all", timeLimit: "terminal" }, corridor(1, 1));
    run.run(1);
    expect(changed(run)).toEqual([1.9, 1.9]);
  });

  it("ends in every state where the environment ends, with potential 0", () => {
    const run = training({ counterfactual: "all", shaped: true }, ending(corridor()));
    run.run(1);
    const [first, second] = changed(run);
    expect(first).toBeCloseTo(2 + 0.5 * (-0.9 - 2), 12);
    expect(second).toBeCloseTo(2 + 0.5 * (-1 - 2), 12);
  });

  it("learns the machines of all tasks from the episodes of one", () => {
    const tasks = [
      { name: "fetch", kernel: tableKernel(fetch) },
      { name: "leave", kernel: tableKernel(leave) },
    ];
    const settings: TabularSettings = { ...defaultSettings, counterfactual: "all", exploration: 1 };
    const run = new TabularTraining({
      environment: corridor(1, 1000, ["fetch"]),
      tasks,
      seed: 3,
      learners: [{ rows: { first: 0, count: 1 }, settings }],
    });
    run.run(3000);
    // Next to the door: stepping right pays 1 in `leave`, and in `fetch` with the key.
    expect(run.learners[0]?.valuesOf(0, 3, 1, 0)[1]).toBeCloseTo(1, 6);
    expect(run.learners[0]?.valuesOf(0, 3, 0, 1)[1]).toBeCloseTo(1, 6);
    // From the start without the key: two steps left, four right, the last of which pays.
    expect(run.learners[0]?.valuesOf(0, 2, 0, 0)[3]).toBeCloseTo(0.9 ** 5, 6);
  });

  it("leaves out, when asked, the states that the last label has left behind", () => {
    const settings = { counterfactual: "reachable" as const, exploration: 1 };
    const atKey = gridMap({
      width: 2,
      height: 1,
      start: [0, 0],
      up: 1,
      open: () => true,
      labels: {
        key: [
          [0, 0],
          [1, 0],
        ],
        door: [],
      },
    });
    const environment = new GridWorld({ ...rules, map: atKey }, { size: 1, seed: 0, limit: 1000, tasks: ["fetch"] });
    const run = training(settings, environment);
    run.run(1);
    // At the start every state is possible; after a key state 0 is not.
    const touched = (): number[] =>
      [0, 1].map(
        (state) =>
          [0, 1]
            .flatMap((cell) => [...(run.learners[0]?.valuesOf(0, cell, 0, state) ?? [])])
            .filter((value) => value !== 2).length,
      );
    expect(touched()).toEqual([1, 1]);
    run.run(200);
    expect(touched()).toEqual([1, 8]);
  });

  it("refuses a reward that pays beside its machine", () => {
    const run = training({ counterfactual: "all" }, corridor(), { ...fetch, extra: -0.01 });
    expect(() => {
      run.run(1);
    }).toThrow("needs `total` to be what that pays alone");
  });

  it("refuses shaping without the machine's potential", () => {
    const { potential: _, ...plain } = fetch;
    expect(() => training({ counterfactual: "all", shaped: true }, corridor(), plain)).toThrow("by value iteration");
  });
});

describe("the training loop", () => {
  it("gives a run the same episodes whatever runs beside it", () => {
    const episodes = (size: number): Episode[] => {
      const seen: Episode[] = [];
      training({ exploration: 0.3 }, corridor(size)).run(400, (episode) => {
        if (episode.row === 0) seen.push(episode);
      });
      return seen;
    };
    expect(episodes(1).length).toBeGreaterThan(5);
    expect(episodes(4)).toEqual(episodes(1));
  });

  it("reports returns without shaping beside shaped ones", () => {
    const seen: Episode[] = [];
    training({ exploration: 0.3, shaped: true }).run(400, (episode) => seen.push(episode));
    const finished = seen.find((episode) => episode.terminated);
    expect(finished?.return).toBe(1);
    expect(finished?.shapedReturn).not.toBeCloseTo(1, 3);
  });

  it("continues from a saved state as if nothing had happened", () => {
    const uninterrupted = training(
      { exploration: 0.2, counterfactual: "reachable" },
      corridor(3, 50, ["fetch", "leave"]),
    );
    uninterrupted.run(150);
    const saved = JSON.parse(JSON.stringify(uninterrupted.getState())) as ReturnType<TabularTraining["getState"]>;
    uninterrupted.run(150);
    const resumed = training({ exploration: 0.2, counterfactual: "reachable" }, corridor(3, 50, ["fetch", "leave"]));
    resumed.setState(saved);
    resumed.run(150);
    expect(resumed.getState()).toEqual(uninterrupted.getState());
  });

  it("keeps no tensors", () => {
    const run = training({ counterfactual: "all" }, corridor(4));
    run.run(10);
    const before = memory().numTensors;
    run.run(300);
    expect(memory().numTensors).toBe(before);
    run.dispose();
  });

  it("says what is wrong with rows, tasks and settings", () => {
    const environment = corridor(2);
    const kernel = tableKernel(fetch);
    const settings = defaultSettings;
    const make = (tasks: { name?: string; kernel: typeof kernel }[], count: number) => (): TabularTraining =>
      new TabularTraining({ environment, tasks, seed: 0, learners: [{ rows: { first: 0, count }, settings }] });
    expect(make([{ kernel }], 1)).toThrow("row 1 has no learner");
    expect(make([{ kernel }], 3)).toThrow("row 2 is not there");
    expect(make([{ name: "fetsh", kernel }], 2)).toThrow("no task `fetsh`; its tasks are fetch, leave");
    expect(make([{ name: "leave", kernel }], 2)).toThrow("no reward was given for task 0");
    expect(() => training({ learningRate: 2 })).toThrow("learningRate must be in");
  });
});
