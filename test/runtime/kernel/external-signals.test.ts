import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { compile, kernelOf, memoryHost } from "../../../src/compiler/index.js";
import type { Columns, RewardKernel, StepOutputs } from "../../../src/runtime/kernel/kernel.js";
import { describe as describeProgram } from "../../../src/compiler/emit/describe.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { referenceKernel } from "../../../src/runtime/reference/reference-kernel.js";
import { useTestBackend } from "./backends.js";

const text = `reward Judged
external signal correct: bool missing default true
external signal grade: float missing hold default 0.5
external signal progress: float missing skip
external signal proof: float missing error
term answer = if correct then 1 else 0
term style  = grade
term step   = progress
term sound  = proof
term before = prev(grade)
`;

const { program } = compile("judged.reward", memoryHost({ "judged.reward": text }));
if (program === undefined) throw new Error("the spec of this test does not compile");
const judged = program;

const floats = (...values: number[]): tf.Tensor1D => tf.tensor1d(values);
const bools = (...values: boolean[]): tf.Tensor1D => tf.tensor1d(values, "bool");
const read = (outputs: StepOutputs, term: string): number[] => [...(outputs.terms[term]?.dataSync() ?? [])];

/** One step of two environments after `init`. */
function stepped(kernel: RewardKernel, signals: Columns, reset: Columns = {}): StepOutputs {
  return kernel.step(kernel.init(2, reset), { signals });
}

const onReference = (program: Program): RewardKernel => referenceKernel(program, describeProgram(program));

describe.each([
  ["cpu", kernelOf],
  ["wasm", kernelOf],
  ["the reference", onReference],
] as const)("external signals of a kernel on %s", (backend, make) => {
  beforeAll(() => useTestBackend(backend === "wasm" ? "wasm" : "cpu"));
  const all = (): Columns => ({
    correct: bools(false, false),
    grade: floats(0.25, 0.75),
    progress: floats(2, 3),
    proof: floats(4, 5),
  });

  it("are there on all rows where nothing says otherwise", () => {
    const outputs = stepped(make(judged), all());
    expect(["answer", "style", "step", "sound"].map((term) => read(outputs, term))).toEqual([
      [0, 0],
      [0.25, 0.75],
      [2, 3],
      [4, 5],
    ]);
    expect([...(outputs.missing?.dataSync() ?? [])]).toEqual([0, 0]);
  });

  it("are missing on the rows of the column that says so, whatever stands there", () => {
    const some = {
      "correct.present": bools(true, false),
      "grade.present": bools(false, true),
      "progress.present": bools(false, true),
      "proof.present": bools(true, false),
    };
    const outputs = stepped(make(judged), { ...all(), progress: floats(NaN, 3), ...some });
    expect(["answer", "style", "step"].map((term) => read(outputs, term))).toEqual([
      [0, 1],
      [0.5, 0.75],
      [0, 3],
    ]);
    expect([...outputs.nonFinite.dataSync()].includes(1)).toBe(false);
    // One signal may never be missing: a column of one.
    expect(outputs.missing?.shape).toEqual([2, 1]);
    expect([...(outputs.missing?.dataSync() ?? [])]).toEqual([0, 1]);
  });

  it("are missing everywhere where their column is left out", () => {
    const outputs = stepped(make(judged), {});
    expect(["answer", "style", "step"].map((term) => read(outputs, term))).toEqual([
      [1, 1],
      [0.5, 0.5],
      [0, 0],
    ]);
    expect([...(outputs.missing?.dataSync() ?? [])]).toEqual([1, 1]);
  });

  it("may be left out of a reset, where the policy says what stands in", () => {
    const kernel = make(judged);
    expect(kernel.descriptor.needsReset).toEqual(["grade", "grade.present"]);
    expect(read(stepped(kernel, all()), "before")).toEqual([0.5, 0.5]);
    expect(read(stepped(kernel, all(), { grade: floats(1, 2) }), "before")).toEqual([1, 2]);
    const reset = { grade: floats(1, 2), "grade.present": bools(true, false) };
    expect(read(stepped(kernel, all(), reset), "before")).toEqual([1, 0.5]);
  });

  it("begin anew on rows that begin an episode, without being asked for there", () => {
    const kernel = make(judged);
    const first = stepped(kernel, all());
    const signals = { ...all(), "grade.present": bools(false, false) };
    const next = kernel.step(first.state, { signals, isFirst: bools(true, false) });
    const last = kernel.step(next.state, { signals });
    expect(read(last, "style")).toEqual([0.5, 0.75]);
  });
});

describe("the descriptor", () => {
  it("says what a missing value means, and which column tells it", () => {
    const { signals, neverMissing } = kernelOf(judged).descriptor;
    expect(signals.slice(2, 4)).toEqual([
      {
        name: "grade",
        role: "signal",
        dtype: "float",
        shape: [],
        missing: { policy: "hold", value: [0.5] },
        presence: "grade.present",
      },
      { name: "grade.present", role: "signal", dtype: "bool", shape: [], presenceOf: "grade" },
    ]);
    expect(neverMissing).toEqual(["proof"]);
  });
});
