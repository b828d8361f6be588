import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import type { Mismatch } from "../../../src/testing/conformance/compare-row.js";
import { conformance } from "../../../src/testing/conformance/conformance.js";
import { finishConformance } from "../../../src/testing/conformance/finish-conformance.js";

/** A program to hold a driver to. */
export interface DriverCase {
  readonly title: string;
  readonly program: Program;
  readonly environments: number;
  readonly rows: number;
}

export interface CaseResult {
  readonly mismatches: readonly Mismatch[];
  readonly judged: number;
  readonly illConditioned: number;
  /** Values of them that come after the steps. */
  readonly judgedInFinish: number;
}

const all = { mismatches: Infinity } as const;

/** Compares a program's kernel on tfjs's current backend with the reference; in Node and in browsers. One autoreset mode and one batch: software drivers are slow. */
export async function runCase({ program, environments, rows }: DriverCase): Promise<CaseResult> {
  const kernel = kernelOf(program);
  const steps = await conformance(program, kernel, { ...all, environments, rows, modes: ["next-step"] });
  const finish =
    program.finish === undefined
      ? { mismatches: [], judged: 0, illConditioned: 0 }
      : await finishConformance(program, kernel, { ...all, updates: 1, sizes: [{ groups: 3, members: 4, steps: 5 }] });
  return {
    mismatches: [...steps.mismatches, ...finish.mismatches],
    judged: steps.judged + finish.judged,
    illConditioned: steps.illConditioned + finish.illConditioned,
    judgedInFinish: finish.judged,
  };
}
