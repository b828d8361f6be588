import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../../src/compiler/compile.js";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import { kernelsOfStep, type StepKernels } from "../../../src/compiler/emit/tfjs/step-kernels.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import { nodeHost } from "../../../src/compiler/source/node-host.js";
import type { RewardKernel, StepInputs } from "../../../src/runtime/kernel/kernel.js";
import { specVariants } from "../../conformance/spec-variants.js";
import { batch, randomRows } from "../../runtime/kernel/agreement.js";
import { useTestBackend } from "../../runtime/kernel/backends.js";
import { goldens } from "./goldens.js";

const environments = 103;

/** What tfjs really runs in two steps of random inputs: one without resets, and one with some. */
async function profiled(program: Program, kernel: RewardKernel) {
  const { first, steps } = randomRows(program, environments, 2, 11);
  const { clock, reset } = batch(program, first);
  const settings = clock === undefined ? {} : { clock };
  const state = kernel.init(environments, batch(program, first).signals, settings);
  const [plain, withResets] = steps.map((rows) => batch(program, rows));
  if (plain === undefined || withResets === undefined) throw new Error("two steps");
  const { signals } = plain;
  return {
    step: await counted(kernel, state, { signals, ...settings }),
    withResets: await counted(kernel, state, { ...withResets, ...(reset === undefined ? {} : { reset }), ...settings }),
  };
}

async function counted(kernel: RewardKernel, state: ReturnType<RewardKernel["init"]>, inputs: StepInputs) {
  const { kernels } = await tf.profile(() => kernel.step(state, inputs) as unknown as tf.TensorContainer);
  const counts: Record<string, number> = {};
  // What the engine calls a custom gradient; the kernels in it are listed too.
  for (const { name } of kernels) if (name !== "unnamed scope") counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function reported({ kernels }: StepKernels, column: "step" | "withResets"): Readonly<Record<string, number>> {
  return Object.fromEntries(
    kernels.filter((each) => each[column] > 0).map((each) => [each.kernel, each[column]] as const),
  );
}

describe.each(["cpu", "wasm"] as const)("the kernels of a step, reported on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));

  it.each(specVariants)("are those that tfjs runs for $title", async ({ file, variant }) => {
    const { program } = compile(file, nodeHost(), variant === undefined ? {} : { variant });
    if (program === undefined) throw new Error("does not compile");
    const found = await kernelsOfStep(program);
    const ran = await profiled(program, kernelOf(program));
    expect(reported(found, "step")).toEqual(ran.step);
    expect(reported(found, "withResets")).toEqual(ran.withResets);
  });

  it.each(goldens)("are those of the emitted module of $name", async (golden) => {
    const found = await kernelsOfStep(golden.program());
    expect(reported(found, "step")).toEqual((await profiled(golden.program(), await golden.kernel())).step);
  });
});

/** Kernels of the spec's dataflow in a step, by name. */
async function kernelsOf(...lines: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const { program } = compile("r.reward", memoryHost({ "r.reward": ["reward R", ...lines, ""].join("\n") }));
  if (program === undefined) throw new Error("does not compile");
  const { kernels } = await kernelsOfStep(program);
  return Object.fromEntries(kernels.filter(({ spec }) => spec > 0).map(({ kernel, spec }) => [kernel, spec]));
}

describe("few kernels", () => {
  beforeAll(() => useTestBackend("cpu"));

  it("are enough for a large decision: one look-up by its conditions", async () => {
    const conditions = ["a", "b", "c", "d"];
    const tree = (depth: number, leaf: number): string =>
      depth === conditions.length
        ? String(leaf)
        : `(if ${conditions[depth]} then ${tree(depth + 1, 2 * leaf + 1)} else ${tree(depth + 1, 2 * leaf)})`;
    const kernels = await kernelsOf("signal a, b, c, d: bool", `term t = ${tree(0, 1)}`);
    expect(kernels).toMatchObject({ Pack: 1, BatchMatMul: 1, GatherV2: 1 });
    expect(kernels["Select"]).toBeUndefined();
  });

  it("choose between truth values of which one is known, and make numbers of them", async () => {
    // Ends are an or, and what is truncated and not terminated.
    const ends = { LogicalAnd: 1, LogicalNot: 1 };
    expect(await kernelsOf("signal a, b: bool", "term t = if (if a then b else false) then 1 else 0")).toEqual({
      ...ends,
      LogicalAnd: 2,
      Cast: 1,
    });
  });

  it("make a constant that several choices take once", async () => {
    const kernels = await kernelsOf(
      "signal a, b: bool",
      "signal x, y: float",
      "term t = (if a then x else 7) * (if b then y else 7)",
    );
    expect(kernels).toMatchObject({ Select: 2, Fill: 1 });
  });
});

describe("the kernels of terms", () => {
  beforeAll(() => useTestBackend("cpu"));

  it("are those that the term needs, and those that nothing else needs", async () => {
    const text = "reward R\nsignal x, y: float\nlet e = exp(x)\nterm a = e\nterm b = e * y\nterm c = prev(y)\n";
    const { program } = compile("r.reward", memoryHost({ "r.reward": text }));
    if (program === undefined) throw new Error("does not compile");
    // Each term also asks whether it is finite; what `prev` keeps is asked for by the state.
    expect((await kernelsOfStep(program)).terms).toEqual([
      { name: "a", kernels: 2, alone: 1 },
      { name: "b", kernels: 3, alone: 2 },
      { name: "c", kernels: 1, alone: 1 },
    ]);
  });

  it("leave no tensor behind", async () => {
    const before = tf.memory().numTensors;
    const [golden] = goldens;
    if (golden === undefined) throw new Error("no golden");
    await kernelsOfStep(golden.program());
    expect(tf.memory().numTensors).toBe(before);
  });
});
