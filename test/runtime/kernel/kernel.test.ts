import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { differences, randomNumbers, randomSignals, runKernel, runReference, type Row } from "./agreement.js";
import { useTestBackend } from "./backends.js";
import { delivery, walker } from "./programs.js";

/** Random rows with resets, ends and same-step autoresets anywhere, ended rows included. */
function randomRows(
  program: Program,
  environments: number,
  steps: number,
  seed: number,
): { first: Row[]; steps: Row[][] } {
  const random = randomNumbers(seed);
  const row = (): Row => ({
    signals: randomSignals(program, random),
    isFirst: random() < 0.2,
    terminated: random() < 0.15,
    truncated: random() < 0.1,
    reset: randomSignals(program, random),
  });
  const rows = (): Row[] => Array.from({ length: environments }, row);
  return { first: rows(), steps: Array.from({ length: steps }, rows) };
}

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
