import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../../src/compiler/compile.js";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import type { FinishOutputs, RewardKernel, Trajectories } from "../../../src/runtime/kernel/kernel.js";
import { RewardError } from "../../../src/runtime/kernel/errors.js";
import { finishConformance } from "../../../src/testing/index.js";
import { useTestBackend } from "./backends.js";

function program(text: string): Program {
  const compiled = compile("r.reward", memoryHost({ "r.reward": text }));
  if (compiled.program === undefined) throw new Error(compiled.diagnostics.map(({ message }) => message).join("; "));
  return compiled.program;
}

const grpo = `reward Grpo
signal correct: bool per episode
signal effort: float
term verified = correct
term lazy weight -0.5 = effort
advantage = zscore(return, std: population, epsilon: 0) over group
report solved = mean(correct, empty: 0) over group
report hardest = min(effort, empty: 0) over batch
keep group when std(return, population) over group > 0
mask episode when effort_in_all > 3
let effort_in_all = sum(effort) over episode
`;

const bools = (values: readonly number[], shape?: [number, number]): tf.Tensor =>
  tf.tensor([...values], shape ?? [values.length], "bool");

/** Four episodes of at most three steps in two groups; the last one is cut off. */
function batch(): Trajectories {
  return {
    signals: {
      effort: tf.tensor2d([
        [1, 0, 2, 0],
        [1, 9, 0, 0],
        [NaN, 9, 0, 0],
      ]),
    },
    lengths: [2, 1, 3, 3],
    terminated: bools([0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0], [3, 4]),
    groups: [0, 0, 1, 1],
    episodeSignals: { correct: bools([1, 0, 1, 1]) },
  };
}

function finish(kernel: RewardKernel, trajectories: Trajectories): FinishOutputs {
  if (kernel.finish === undefined) throw new Error("steps give everything");
  return kernel.finish(trajectories);
}

const rows = (tensor: tf.Tensor | undefined): unknown => tensor?.arraySync();

describe.each(["cpu", "wasm"] as const)("whole trajectories on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));

  it("are paid, compared and reported, each at its own rate", () => {
    const outputs = finish(kernelOf(program(grpo)), batch());
    expect(rows(outputs.mask)).toEqual([
      [1, 1, 1, 1],
      [1, 0, 1, 1],
      [0, 0, 1, 1],
    ]);
    // The verdict is paid in the last step. Episode 4 is cut off: it has none.
    expect(rows(outputs.terms["verified"])).toEqual([
      [0, 0, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 1, 0],
    ]);
    expect(rows(outputs.total)).toEqual([
      [-0.5, 0, -1, 0],
      [0.5, 0, 0, 0],
      [0, 0, 1, 0],
    ]);
    expect(rows(outputs.return)).toEqual([0, 0, 0, 0]);
    expect(rows(outputs.ended)).toEqual([1, 1, 1, 0]);
    expect(rows(outputs.reports["solved"])).toEqual([0.5, 1]);
    expect(rows(outputs.reports["hardest"])).toBe(0);
    expect(rows(outputs.keep)).toEqual([0, 0]);
    expect(rows(outputs.masked)).toEqual([0, 0, 0, 0]);
  });

  it("have the advantage in each of their steps, and none where they are cut off", () => {
    const given = batch();
    const outputs = finish(kernelOf(program(grpo)), {
      ...given,
      signals: { effort: tf.zeros([3, 4]) },
    });
    expect(rows(outputs.advantage)).toEqual([
      [1, -1, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
    expect(rows(outputs.keep)).toEqual([1, 0]);
  });

  it("leave nothing behind but what they give", () => {
    const kernel = kernelOf(program(grpo));
    const given = batch();
    tf.dispose(finish(kernel, given) as unknown as tf.TensorContainer);
    const before = tf.memory().numTensors;
    for (let times = 0; times < 3; times++) tf.dispose(finish(kernel, given) as unknown as tf.TensorContainer);
    expect(tf.memory().numTensors).toBe(before);
    const outputs = finish(kernel, given);
    const again = finish(kernel, given);
    expect(rows(again.advantage)).toEqual(rows(outputs.advantage));
  });

  it("hand what training remembers from update to update", () => {
    const kernel = kernelOf(
      program(`reward R
signal x: float per episode
report rate = ema(mean(x, empty: 0) over batch, 0.5)
`),
    );
    const update = (x: number, trained?: FinishOutputs["trained"]): FinishOutputs =>
      finish(kernel, {
        signals: {},
        lengths: [1],
        terminated: bools([1], [1, 1]),
        episodeSignals: { x: tf.tensor1d([x]) },
        ...(trained === undefined ? {} : { trained }),
      });
    const first = update(4);
    expect(rows(first.reports["rate"])).toBe(4);
    // 0.5·8 + 0.5·4
    expect(rows(update(8, first.trained).reports["rate"])).toBe(6);
    expect(rows(update(8).reports["rate"])).toBe(8);
  });

  const wrong: readonly (readonly [string, () => Partial<Trajectories>])[] = [
    ["lengths", () => ({ lengths: [] })],
    ["lengths", () => ({ lengths: [2, 1, 4, 3] })],
    ["groups", () => ({ groups: [0, 0, 1] })],
    ["groups", () => ({ groups: [0, 0, 1.5, 1] })],
    ["effort", () => ({ signals: { effort: tf.zeros([3, 5]) } })],
    ["effort", () => ({ signals: {} })],
    ["correct", () => ({ episodeSignals: {} })],
    ["correct", () => ({ episodeSignals: { correct: tf.zeros([4]) } })],
    ["terminated", () => ({ terminated: tf.zeros([3, 4]) })],
  ];
  it.each(wrong)("that do not fit are an error which names what: %s (%#)", (name, make) => {
    const given = { ...batch(), ...make() };
    expect(() => finish(kernelOf(program(grpo)), given)).toThrow(RewardError);
    expect(() => finish(kernelOf(program(grpo)), given)).toThrow(name);
  });
});

describe("batches of every size", () => {
  beforeAll(() => useTestBackend("cpu"));

  it.each([
    [1, 500, 1],
    [100, 20, 4],
  ])(
    "%i groups of up to %i episodes of up to %i steps mean what the reference says",
    async (groups, members, steps) => {
      const whole = program(`${grpo.replace("zscore(return, std: population, epsilon: 0)", "center(return)")}
report others = mean(return, empty: 0) over group except self
report longest = max(effort_in_all, empty: 0) over batch
`);
      const sizes = [{ groups, members, steps }];
      const { mismatches, judged } = await finishConformance(whole, kernelOf(whole), { updates: 1, sizes });
      expect(mismatches).toEqual([]);
      expect(judged).toBeGreaterThan(5_000);
    },
  );

  it("ten thousand groups, one of them huge, are averaged as plain lists are", () => {
    const kernel = kernelOf(
      program(`reward R
signal x: float per episode
report own = mean(x, empty: 0) over group
report others = mean(x, empty: -1) over group except self
`),
    );
    const groups = Array.from({ length: 40_000 }, (_, episode) => (episode % 4 === 0 ? 7 : (episode * 7919) % 10_000));
    const x = groups.map((_, episode) => (episode * 31) % 101);
    const outputs = finish(kernel, {
      signals: {},
      lengths: groups.map(() => 1),
      terminated: tf.ones([1, groups.length], "bool"),
      groups,
      episodeSignals: { x: tf.tensor1d(x) },
    });
    const sums = new Float64Array(10_000);
    const counts = new Float64Array(10_000);
    groups.forEach((group, episode) => {
      sums[group] = (sums[group] ?? 0) + (x[episode] ?? 0);
      counts[group] = (counts[group] ?? 0) + 1;
    });
    const mean = (sum: number, count: number, empty: number): number =>
      count === 0 ? empty : Math.fround(sum / count);
    const own = Array.from(sums, (sum, group) => mean(sum, counts[group] ?? 0, 0));
    const others = groups.map((group, episode) =>
      mean((sums[group] ?? 0) - (x[episode] ?? 0), (counts[group] ?? 0) - 1, -1),
    );
    expect(rows(outputs.reports["own"])).toEqual(own);
    expect(rows(outputs.reports["others"])).toEqual(others);
  });
});
