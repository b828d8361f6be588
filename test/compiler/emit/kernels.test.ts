import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import { compile } from "../../../src/compiler/compile.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import { stream } from "../../../src/runtime/random/index.js";
import { trajectoriesOf } from "../../../src/testing/conformance/compare-finish.js";
import { randomBatch } from "../../../src/testing/conformance/random-batch.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { everyOperation } from "../../conformance/every-operation.js";
import { batch, randomRows } from "../../runtime/kernel/agreement.js";
import { useTestBackend } from "../../runtime/kernel/backends.js";
import { delivery, walker } from "../../runtime/kernel/programs.js";
import { commonKernels } from "./common-kernels.js";

/** Names of all tfjs kernels that a program's kernel runs: begin, step, reset, features, counterfactual steps. */
async function kernelsOf(program: Program): Promise<ReadonlySet<string>> {
  const kernel = kernelOf(program);
  const inputs = batch(program, randomRows(program, 2, 1, 8).steps[0] ?? []);
  const { kernels } = await tf.profile(() => {
    const state = kernel.init(2, inputs.reset);
    const outputs = kernel.step(state, inputs);
    kernel.stepAllStates(outputs.labels);
    kernel.features(kernel.reset(outputs.state, tf.tensor1d([true, false], "bool"), inputs.reset));
  });
  // What the engine calls a custom gradient; the kernels in it are listed too.
  return new Set(kernels.map(({ name }) => name).filter((name) => name !== "unnamed scope"));
}

/** The same for whole trajectories. */
async function finishKernelsOf(program: Program): Promise<ReadonlySet<string>> {
  const batch = randomBatch(program, stream(0, "kernels"), { groups: 3, members: 3, steps: 4 }, true);
  const trajectories = trajectoriesOf(program, batch, 4);
  const { kernels } = await tf.profile(() => kernelOf(program).finish?.(trajectories) as unknown as tf.TensorContainer);
  return new Set(kernels.map(({ name }) => name).filter((name) => name !== "unnamed scope"));
}

/** Pools, scans, shifts and orders of every kind. */
const everyTrajectoryOperation = `reward R
signal x: float
signal k: int in [0, 3]
signal stop: bool
signal y: float per episode
segment turn = between(stop)
report pools = [sum(x) over turn, product(x) over group, min(x, empty: 0) over batch, max(x, empty: 0) over group by k, first(x) over turn, last(x) over turn]
report bools = any(x > 0) over turn and all(x > 0) over group
report others = [product(y) over group except self, min(y, empty: 0) over group except self, sum(y) over batch except self]
report orders = [median(y, ties: mean, empty: 0) over group except self, mode(y, ties: lower, empty: 0) over group, rank(y, ties: mean) over group]
report pairs = win_rate(this.y > other.y, empty: 0) over group except self
report shifted = telescope(x, fall, after: hold)
`;

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));

  it.each([everyOperation, delivery, walker])("%o needs only tfjs kernels that all backends have", async (make) => {
    const used = await kernelsOf(make());
    expect([...used].filter((name) => !commonKernels.has(name))).toEqual([]);
    expect(used.size).toBeGreaterThan(10);
  });

  it("needs no others for whole trajectories", async () => {
    const { program } = compile("r.reward", memoryHost({ "r.reward": everyTrajectoryOperation }));
    if (program === undefined) throw new Error("does not compile");
    const used = await finishKernelsOf(program);
    expect([...used].filter((name) => !commonKernels.has(name))).toEqual([]);
    expect(used.size).toBeGreaterThan(20);
  });
});
