import { fragmentKernel } from "../../../runtime/glsl/fragment-kernel.js";
import type { RewardKernel } from "../../../runtime/kernel/kernel.js";
import type { Program } from "../../ir/program.js";
import { describe } from "../describe.js";
import { scalarise } from "../fused/scalarise/index.js";
import { finishedByTfjs } from "../finished-by-tfjs.js";
import { emitGlsl } from "./emit.js";

/**
 * The kernel of a program that steps in one fragment program, on tfjs's webgl backend. Whole trajectories, where the program needs them, are finished by tfjs. See `loopSize` for
 * programs that are too large.
 */
export function glslKernelOf(program: Program): RewardKernel {
  const loops = scalarise(program);
  const descriptor = describe(program);
  const steps = fragmentKernel({ descriptor, layout: loops.layout, ...emitGlsl(loops, descriptor) });
  return finishedByTfjs(steps, program);
}
