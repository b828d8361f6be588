import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { describe as describeProgram } from "../../../src/compiler/emit/describe.js";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import { optimise } from "../../../src/compiler/passes/index.js";
import type { RewardState } from "../../../src/runtime/kernel/kernel.js";
import { verdictOf } from "../../../src/runtime/kernel/verdict.js";
import { referenceKernel } from "../../../src/runtime/reference/reference-kernel.js";
import { conformance } from "../../../src/testing/conformance/conformance.js";
import { formulas, traces } from "../../compiler/automata/temporal/arbitrary.js";
import { dfaOf, names, programOf, specOf, statesOf } from "../../compiler/lower/objective/objective-spec.js";
import { useTestBackend } from "./backends.js";
import { visit } from "./visit.js";

const flags = (...held: readonly boolean[]): tf.Tensor => tf.tensor1d([...held], "bool");
const signalsOf = (...rows: readonly string[]): Record<string, tf.Tensor> =>
  Object.fromEntries(names.map((name) => [name, flags(...rows.map((row) => row.split(" ").includes(name)))]));

describe.each(["cpu", "wasm"] as const)("objectives on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));

  it("are what the reference means, in all three autoreset modes, and leave no tensor behind", async () => {
    const program = visit();
    const kernel = kernelOf(program);
    const before = tf.memory().numTensors;
    const result = await conformance(program, kernel, { environments: 12, rows: 40 });
    expect(result.mismatches).toEqual([]);
    expect(result.stepped).toBeGreaterThan(500);
    expect(result.illConditioned).toBe(0);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("move as their automata do, whatever the formula", () => {
    fc.assert(
      fc.property(
        formulas(3, 3),
        fc.array(traces(3, 5), { minLength: 2, maxLength: 2 }),
        (formula, [one = [], two = []]) => {
          const kernel = kernelOf(optimise(programOf(specOf(formula))));
          const automaton = dfaOf(formula);
          const length = Math.min(one.length, two.length);
          const found = tf.tidy(() => {
            let state = kernel.init(2);
            return Array.from({ length }, (_, at) => {
              const letters = [one[at] ?? [], two[at] ?? []];
              const signals = names.map((name, index) => [
                name,
                flags(...letters.map((letter) => letter[index] === true)),
              ]);
              const outputs = kernel.step(state, { signals: Object.fromEntries(signals) });
              state = outputs.state;
              return [...(outputs.objectives["O"]?.dataSync() ?? [])];
            });
          });
          const states = [one, two].map((trace) => statesOf(automaton, trace.slice(0, length)));
          expect(found).toEqual(Array.from({ length }, (_, at) => states.map((run) => run[at])));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("an objective in a kernel", () => {
  beforeAll(() => useTestBackend("cpu"));

  it("is a one-hot feature and a column beside the machines", () => {
    const kernel = kernelOf(visit());
    expect(kernel.descriptor.features).toBe(4 + 2);
    tf.tidy(() => {
      const { state, objectives, machines } = kernel.step(kernel.init(2, signalsOf("a", "")), {
        signals: signalsOf("a", "c"),
      });
      expect(machines).toEqual({});
      expect(objectives["Visit"]?.dtype).toBe("int32");
      expect(
        [...(objectives["Visit"]?.dataSync() ?? [])].map((at) => kernel.descriptor.objectives[0]?.violated[at]),
      ).toEqual([false, true]);
      const features = kernel.features(state).arraySync() as number[][];
      for (const row of features) expect(row.reduce((sum, value) => sum + value, 0)).toBe(2);
    });
  });

  it("tells its verdict at each end of an episode", () => {
    const kernel = kernelOf(visit());
    const objective = kernel.descriptor.objectives[0];
    if (objective === undefined) throw new Error("no objective");
    const verdicts = tf.tidy(() => {
      // Rows: satisfied but for what may still come, then terminated, truncated, running on; the last is violated.
      const begun: RewardState = kernel.init(4, signalsOf("", "", "", ""));
      const moved = kernel.step(begun, { signals: signalsOf("a", "a", "a", "a") });
      const outputs = kernel.step(moved.state, {
        signals: signalsOf("b", "b", "b", "c"),
        terminated: flags(true, false, false, false),
        truncated: flags(false, true, false, true),
      });
      const terminated = outputs.terminated.dataSync();
      return [...(outputs.objectives["Visit"]?.dataSync() ?? [])].map((state, row) =>
        verdictOf(objective, state, terminated[row] === 1),
      );
    });
    expect(verdicts).toEqual(["Satisfied", "Unknown", "Unknown", "Violated"]);
  });

  it("steps from all of its states on one label, on the reference's kernel as on tfjs", () => {
    const program = visit();
    const kernels = [kernelOf(program), referenceKernel(program, describeProgram(program))];
    const [found, expected] = kernels.map((kernel) =>
      tf.tidy(() => {
        const { labels } = kernel.step(kernel.init(2, signalsOf("a", "")), { signals: signalsOf("b", "c") });
        const { next, reward } = kernel.stepAllStates(labels);
        return [next, reward].map((columns) =>
          Object.fromEntries(Object.entries(columns).map(([name, tensor]) => [name, tensor.arraySync()])),
        );
      }),
    );
    expect(found).toEqual(expected);
    expect(Object.keys(found?.[0] ?? {})).toEqual(["Visit", "Seen"]);
  });

  it("takes no part in a row that only resets", () => {
    const kernel = kernelOf(visit());
    tf.tidy(() => {
      const moved = kernel.step(kernel.init(1, signalsOf("")), { signals: signalsOf("a") });
      const reset = kernel.step(moved.state, { signals: signalsOf("a"), isFirst: flags(true) });
      expect([...(reset.objectives["Visit"]?.dataSync() ?? [])]).toEqual([0]);
      expect([...reset.reward.dataSync()]).toEqual([0]);
    });
  });
});
