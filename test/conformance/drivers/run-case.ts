import { obstacleOf } from "../../../src/compiler/emit/fused/obstacle.js";
import { loopSize, mostScalars } from "../../../src/compiler/emit/fused/scalarise/index.js";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import { glslKernelOf } from "../../../src/compiler/emit/glsl/kernel.js";
import { wgslKernelOf } from "../../../src/compiler/emit/wgsl/kernel.js";
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

/** What computes a program on the device: operations of tfjs, or one shader of ours for the step. */
export type Kernels = "tfjs" | "wgsl" | "glsl";

const kernelsOf = { tfjs: kernelOf, wgsl: wgslKernelOf, glsl: glslKernelOf } as const;

/** GPUs may take subnormal numbers for 0. */
const all = { mismatches: Infinity, subnormals: false } as const;

/**
 * Compares a program's kernel on tfjs's current backend with the reference; in Node and in browsers. Operations of tfjs run with one autoreset mode and one batch: software drivers are slow. Shaders run with
 * all three modes; whole trajectories are finished by tfjs there, too, and not compared again.
 */
export async function runCase(
  { program, environments, rows }: DriverCase,
  kernels: Kernels = "tfjs",
): Promise<CaseResult> {
  const kernel = kernelsOf[kernels](program);
  const modes = kernels === "tfjs" ? { modes: ["next-step"] as const } : {};
  const steps = await conformance(program, kernel, { ...all, environments, rows, ...modes });
  const finish =
    program.finish === undefined || kernels !== "tfjs"
      ? { mismatches: [], judged: 0, illConditioned: 0 }
      : await finishConformance(program, kernel, { ...all, updates: 1, sizes: [{ groups: 3, members: 4, steps: 5 }] });
  return {
    mismatches: [...steps.mismatches, ...finish.mismatches],
    judged: steps.judged + finish.judged,
    illConditioned: steps.illConditioned + finish.illConditioned,
    judgedInFinish: finish.judged,
  };
}

/** Whether there is such a kernel: a shader pays one number, for each environment by itself, in a step that can be unrolled. */
export function hasKernel({ program }: DriverCase, kernels: Kernels): boolean {
  return kernels === "tfjs" || (obstacleOf(program) === undefined && loopSize(program).scalars <= mostScalars);
}
