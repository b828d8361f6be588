import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/compiler/analyze/index.js";
import { check, describe as describeProgram, kernelOf, memoryHost } from "../../../src/compiler/index.js";
import { useBackend } from "../../../src/runtime/backend/use-backend.js";
import { initialState, step } from "../../../src/runtime/reference/index.js";
import { programOf, run } from "./run.js";

const runner = `signal speed: float in [-5, 5]
signal fallen: bool
action torque: float in [-1, 1]
term quick = speed
term calm weight -0.5 = torque ^ 2
discount 0.5
shape potential speed weight 2 into quick
terminate when fallen reward -10 into safe cause "fall"
assert total.calm in [-0.5, 0]
`;
const vector = `${runner}total = vector(quick, calm, safe: 0)`;
const row = { signals: { speed: 2, fallen: true }, actions: { torque: 1 } };

describe("a total with components", () => {
  // quick: 2, and the potential is lost at the end: 2 · (0 − 3) = −6.
  it("pays each component its own terms, shapings and rewards of ends", () => {
    const [outputs] = run(vector, [row], { speed: 3 });
    expect(outputs).toMatchObject({ total: [2, -0.5, 0], reward: [2 - 6, -0.5, -10] });
  });

  it("has 0 of each on a row that does not step", () => {
    const outputs = run(vector, [row, row], { speed: 3 });
    expect(outputs[1]).toMatchObject({ stepped: false, total: [0, 0, 0], reward: [0, 0, 0] });
  });

  it("gives `[N, K]` from kernels, and names the components in the descriptor", async () => {
    await useBackend("cpu");
    const kernel = kernelOf(programOf(vector));
    expect(kernel.descriptor).toMatchObject({ components: ["quick", "calm", "safe"] });
    expect(kernel.descriptor.lexicographic).toBeUndefined();
    const speed = tf.tensor1d([3, 0]);
    const { reward, total } = kernel.step(kernel.init(2, { speed }), {
      signals: { speed: tf.tensor1d([2, 1]), fallen: tf.tensor1d([true, false], "bool") },
      actions: { torque: tf.tensor1d([1, 0.5]) },
    });
    expect(await total.array()).toEqual([
      [2, -0.5, 0],
      [1, -0.125, 0],
    ]);
    // The second row goes on: 1 + 2 · (0.5 · 1 − 0).
    expect(await reward.array()).toEqual([
      [-4, -0.5, -10],
      [2, -0.125, 0],
    ]);
  });

  it("is ordered where it is lexicographic", () => {
    const program = programOf(`${runner}total = lexicographic(safe: 0, quick, calm, tolerance: 0.25)`);
    expect(describeProgram(program)).toMatchObject({
      components: ["safe", "quick", "calm"],
      lexicographic: { tolerance: 0.25 },
    });
  });

  it("becomes one number by weights, while the spec still reads its components", () => {
    const program = programOf(vector, { scalarise: { quick: 1, calm: 2, safe: 0.1 } });
    const { outputs } = step(program, initialState(program, { speed: 3 }), row);
    expect(outputs).toMatchObject({ total: 2 - 1, reward: -4 - 1 - 1, failedAsserts: [] });
    expect(describeProgram(program).components).toBeUndefined();
  });

  it("weighs the potential of a machine as it weighs its component", () => {
    const machine = `signal go: bool
machine M { start state A { when go -> B reward 1 } final state B }
term done = M.reward
discount 0.5
shape M by value iteration into task
total = vector(task: done, time: -1)`;
    const [plain, weighed] = [
      { task: 1, time: 0 },
      { task: 4, time: 0 },
    ].map((scalarise) => programOf(machine, { scalarise }).machines[0]?.potential ?? []);
    expect(plain).toContain(1);
    expect(weighed).toEqual(plain?.map((value) => 4 * value));
  });

  it("needs a weight for each component", () => {
    expect(() => programOf(vector, { scalarise: { quick: 1, calm: 1 } })).toThrow(RangeError);
  });

  it("is bounded component by component", () => {
    const text = `reward Test\n${vector}`;
    const { spec } = check("test.reward", memoryHost({ "test.reward": text }));
    if (spec === undefined) throw new Error("the spec has errors");
    const { bounds, slopes, asserts } = analyze(spec, programOf(vector));
    const paid = bounds.filter(({ kind }) => kind === "total" || kind === "reward");
    // quick: its potential moves by 2 · (0.5 · ±5 − ±5) = ±15.
    expect(paid.map(({ name, low, high }) => [name, low, high])).toEqual([
      ["total.quick", -5, 5],
      ["reward.quick", -20, 20],
      ["total.calm", -0.5, 0],
      ["reward.calm", -0.5, 0],
      ["total.safe", 0, 0],
      ["reward.safe", -10, 0],
    ]);
    expect(asserts.map(({ verdict }) => verdict)).toEqual(["proved"]);
    expect(slopes.map(({ component, signal, bound }) => [component, signal, bound])).toEqual([
      ["quick", "speed", 1],
      ["calm", "torque", 1],
    ]);
  });
});

describe("what is suspicious about a total with components", () => {
  it("is a term that never pays, and not that one component is small beside another or paid for nothing", () => {
    const text = `signal x: float in [0, 1]
term quick = x
term never weight 0 = x
term tiny weight 1e-6 = x
total = vector(quick, alive: 1, rest: never + tiny)`;
    const { spec } = check("test.reward", memoryHost({ "test.reward": `reward Test\n${text}` }));
    if (spec === undefined) throw new Error("the spec has errors");
    expect(analyze(spec, programOf(text)).findings.map(({ message }) => message)).toEqual([
      "`never` is 0 whatever happens",
    ]);
  });
});

describe("what reads the total of whole trajectories", () => {
  it("sees what is known later, too", () => {
    const program = programOf(`signal x: float
signal correct: bool per episode
term now = x
term late weight 2 = correct
total = now + late
report most = max(total) over episode`);
    const value = program.nodes[program.finish?.reports[0]?.value ?? -1];
    const pooled = program.nodes[value?.inputs[0] ?? -1];
    expect(value?.op).toBe("pool");
    expect(pooled?.id).toBe(program.finish?.total);
  });
});
