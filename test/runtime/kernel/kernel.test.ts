import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { differences, randomNumbers, randomSignals, runKernel, runReference, type Row } from "./agreement.js";
import { useTestBackend } from "./backends.js";
import { delivery, walker } from "./programs.js";

describe.each(["cpu", "wasm"] as const)("the tfjs kernel on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));

  it.each([delivery, walker])("agrees with the reference on random rows of $name", (make) => {
    const program = make();
    const rows = randomRows(program, 7, 40, 11);
    const seed = 5;
    expect(
      differences(
        runKernel(kernelOf(program), program, rows.first, rows.steps, seed),
        runReference(program, rows.first, rows.steps, seed),
      ),
    ).toEqual([]);
  });
});
