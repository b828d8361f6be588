import type { RewardKernel } from "../../../runtime/kernel/kernel.js";
import type { ShaderModule } from "../../../runtime/wgsl/program.js";
import { shaderKernel } from "../../../runtime/wgsl/shader-kernel.js";
import type { Program } from "../../ir/program.js";
import { describe } from "../describe.js";
import { scalarise } from "../fused/scalarise/index.js";
import { finishedByTfjs } from "../finished-by-tfjs.js";
import { emitWgsl } from "./emit.js";

/** The shader of a program with all that runs it. */
function shaderModuleOf(program: Program): ShaderModule {
  const loops = scalarise(program);
  const descriptor = describe(program);
  return { descriptor, layout: loops.layout, ...emitWgsl(loops, descriptor) };
}

/**
 * The kernel of a program that steps in one shader, on tfjs's webgpu backend. Whole trajectories, where the program needs them, are finished by tfjs. See `loopSize` for
 * programs that are too large.
 */
export function wgslKernelOf(program: Program): RewardKernel {
  const steps = shaderKernel(shaderModuleOf(program));
  return finishedByTfjs(steps, program);
}
