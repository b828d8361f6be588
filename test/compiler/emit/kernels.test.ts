import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
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

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));

  it.each([everyOperation, delivery, walker])("%o needs only tfjs kernels that all backends have", async (make) => {
    const used = await kernelsOf(make());
    expect([...used].filter((name) => !commonKernels.has(name))).toEqual([]);
    expect(used.size).toBeGreaterThan(10);
  });
});
