import type { RewardKernel } from "../../../../runtime/kernel/kernel.js";
import { fusedKernel } from "../../../../runtime/fused/make-fused-kernel.js";
import { rewardKernelOf } from "../../../../runtime/fused/reward-kernel.js";
import type { Program } from "../../../ir/program.js";
import { finishedByTfjs } from "../../finished-by-tfjs.js";
import { fusedModuleOf } from "./evaluate-module.js";

/**
 * The kernel of a program that steps in one JavaScript loop. Whole trajectories, where the program needs them, are finished by tfjs. See
 * `refusalOf` for programs that are too large.
 */
export function fusedKernelOf(program: Program): RewardKernel {
  const module = fusedModuleOf(program);
  const steps = rewardKernelOf(module.descriptor, (environments) => fusedKernel(module, environments));
  return finishedByTfjs(steps, program);
}
