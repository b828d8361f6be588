import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { compile, kernelOf, memoryHost } from "../../../src/compiler/index.js";
import { useTestBackend } from "./backends.js";

const { program } = compile(
  "main.reward",
  memoryHost({
    "main.reward":
      "reward Cells\nsignal x: int in [0, 299]\nsignal door: bool\nterm v = visits([x, door], per: episode)\nterm all = visits(x, per: episode)",
  }),
);
if (program === undefined) throw new Error("the spec has errors");
const cells = program;

describe.each(["cpu", "wasm"] as const)("counts of visits on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));

  /** x and whether the door is open, one row of environments for each step; the terms `v` of each. */
  function run(steps: readonly (readonly (readonly [x: number, door: boolean, isFirst?: true])[])[]): number[][] {
    const kernel = kernelOf(cells);
    let state = kernel.init(steps[0]?.length ?? 0);
    return steps.map((row) => {
      const signals = {
        x: tf.tensor1d(
          row.map(([x]) => x),
          "int32",
        ),
        door: tf.tensor1d(
          row.map(([, door]) => door),
          "bool",
        ),
      };
      const outputs = kernel.step(state, {
        signals,
        isFirst: tf.tensor1d(
          row.map(([, , first]) => first === true),
          "bool",
        ),
      });
      state = outputs.state;
      return [...(outputs.terms["v"]?.dataSync() ?? [])];
    });
  }

  it("are each environment's own", () => {
    expect(
      run([
        [
          [7, false],
          [7, false],
          [299, true],
        ],
        [
          [7, false],
          [8, false],
          [299, true],
        ],
        [
          [7, false],
          [7, false],
          [299, false],
        ],
      ]),
    ).toEqual([
      [1, 1, 1],
      [2, 1, 2],
      [3, 2, 1],
    ]);
  });

  it("begin anew at a reset of their own row, which counts nothing", () => {
    expect(
      run([
        [
          [7, false],
          [7, false],
        ],
        [
          [7, false, true],
          [7, false],
        ],
        [
          [7, false],
          [7, false],
        ],
      ]),
    ).toEqual([
      [1, 1],
      [0, 2],
      [1, 3],
    ]);
  });
});
