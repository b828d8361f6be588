import type { RewardKernel } from "../../runtime/kernel/kernel.js";
import type { Program } from "../ir/program.js";
import { kernelOf } from "./tfjs/closure.js";

/** A kernel of steps whose whole trajectories, where the program needs them, are finished by tfjs. */
export function finishedByTfjs(steps: RewardKernel, program: Program): RewardKernel {
  const { finish } = program.finish === undefined ? {} : kernelOf(program);
  return finish === undefined ? steps : { ...steps, finish };
}
