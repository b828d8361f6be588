import { beforeAll, describe, expect, it } from "vitest";
import { compiledKernel } from "../../../bench/tabular/compiled.js";
import { everyStateOf } from "../../../src/runtime/agents/tabular/every-state.js";
import { compile, kernelOf, memoryHost } from "../../../src/compiler/index.js";
import { defaultSettings, greedyEpisode, TabularTraining } from "../../../src/runtime/agents/tabular/index.js";
import { useBackend } from "../../../src/runtime/backend/use-backend.js";
import { gridMap } from "../../../src/runtime/environments/grid/grid-map.js";
import { GridWorld } from "../../../src/runtime/environments/grid/grid-world.js";
import { shortestPlan } from "../../../src/runtime/environments/grid/shortest-plan.js";
import { environments, requireSignals, signalColumns } from "../../../src/runtime/environments/index.js";
import { officeMap } from "../../../src/runtime/environments/office-world.js";

beforeAll(async () => {
  await useBackend("cpu", { synchronous: true });
});

const native = ["coffee", "mail", "coffee-and-mail", "patrol"].map((name) => `specs/office/${name}.reward`);
const imported = ["t1", "t2", "t3", "t4"].map((name) => `specs/office/published/${name}.reward`);
const planLengths = (kernels: readonly ReturnType<typeof compiledKernel>[]): (number | undefined)[] =>
  kernels.map((kernel) => shortestPlan(officeMap(), kernel)?.actions.length);

describe("the office tasks", () => {
  it("take 15, 29, 29 and 30 steps at best", () => {
    expect(planLengths(native.map((path) => compiledKernel(path)))).toEqual([15, 29, 29, 30]);
    expect(planLengths(imported.map((path) => compiledKernel(path)))).toEqual([15, 29, 29, 30]);
  });

  it("take 11, 23, 23 and 25 steps where falling off the machine pays", () => {
    expect(planLengths(imported.map((path) => compiledKernel(path, { compatibility: "falling-off-pays" })))).toEqual([
      11, 23, 23, 25,
    ]);
  });

  it("have the potential of the published code in the imported machines, and its opposite in the native ones", () => {
    const potentials = (paths: readonly string[]): (readonly number[])[] =>
      paths.map((path) => compiledKernel(path).descriptor.machines[0]?.potential ?? []);
    const values = [
      [0.9, 1, 0, 0],
      [0.9, 1, 0, 0],
      [0.81, 0.9, 0.9, 1, 0, 0],
      [0.729, 0.81, 0.9, 1, 0, 0],
    ];
    expect(potentials(native)).toEqual(
      values.map((machine) => machine.map((value) => expect.closeTo(value, 9) as number)),
    );
    expect(potentials(imported)).toEqual(
      values.map((machine) => machine.map((value) => expect.closeTo(-value, 9) as number)),
    );
  });

  it("read signals that the office supplies", () => {
    const { metadata } = environments.get("office").create({ size: 1, seed: 0 });
    for (const path of [...native, ...imported]) {
      requireSignals(compiledKernel(path).descriptor, metadata);
    }
  });
});

it("steps every state on the host as the kernel does on its backend", () => {
  const size = 40;
  const environment = environments.get("office").create({ size, seed: 0 });
  const cells = Array.from({ length: size }, (_, row) => row * 2);
  environment.setState({ ...environment.getState(), cell: cells });
  const kernel = compiledKernel(native[2] ?? "");
  const [machine] = kernel.descriptor.machines;
  if (machine === undefined) throw new Error("a machine expected");
  const signals = signalColumns(kernel.descriptor, environment);
  const { labels } = kernel.step(kernel.init(size, signals), { signals });
  const expected = kernel.stepAllStates(labels);
  const found = everyStateOf(
    machine,
    labels.classes[machine.name]?.dataSync() ?? [],
    labels.rewards[machine.name]?.dataSync() ?? [],
    size,
  );
  expect([...found.next]).toEqual([...(expected.next[machine.name]?.dataSync() ?? [])]);
  expect([...found.automatonReward]).toEqual([...(expected.reward[machine.name]?.dataSync() ?? [])]);
  expect(new Set(found.automatonReward)).toEqual(new Set([0, 1]));
});

it("learns the shortest way from a compiled spec", () => {
  const map = gridMap({
    width: 5,
    height: 1,
    start: [2, 0],
    up: 1,
    open: () => true,
    labels: { key: [[0, 0]], door: [[4, 0]] },
  });
  const corridor = (size: number): GridWorld =>
    new GridWorld({ name: "corridor", map, tasks: ["leave"], limit: 60 }, { size, seed: 0 });
  const text = `
    reward Leave
    signal key, door: bool
    machine Leave {
      start state Without { when key -> With }
      state With { when door -> Out reward 1 }
      final state Out
    }
    term left = Leave.reward
    discount 0.9
    shape Leave by value iteration`;
  const { program } = compile("leave.reward", memoryHost({ "leave.reward": text }));
  if (program === undefined) throw new Error("the spec compiles");
  const task = { kernel: kernelOf(program) };
  const settings = { ...defaultSettings, counterfactual: "all" as const, shaped: true };
  const training = new TabularTraining({
    environment: corridor(3),
    tasks: [task],
    seed: 1,
    learners: [{ rows: { first: 0, count: 3 }, settings }],
  });
  training.run(500);
  const [learner] = training.learners;
  if (learner === undefined) throw new Error("a learner expected");
  for (const run of [0, 1, 2]) {
    expect(greedyEpisode(learner, run, corridor(1), task)).toEqual({
      situations: [2, 1, 0, 1, 2, 3, 4],
      actions: [3, 3, 1, 1, 1, 1],
      return: 1,
      terminated: true,
    });
  }
});
