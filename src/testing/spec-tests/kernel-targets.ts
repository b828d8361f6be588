import type { Program } from "../../compiler/ir/program.js";
import type { RewardKernel } from "../../runtime/kernel/kernel.js";

/** A tfjs backend on which tests can run. */
export interface KernelTarget {
  /** `tfjs on cpu`, … */
  readonly name: string;
  /** Makes the backend tfjs's current one and gives the kernel of a program, compiled once. */
  kernel(program: Program): Promise<RewardKernel>;
}

/** The backends of these names, or all that this machine has. A name that it has not got is a `BackendError`. */
export async function kernelTargets(backends: readonly string[] | "available"): Promise<readonly KernelTarget[]> {
  if (backends.length === 0) return [];
  const { checkBackends, useBackend } = await import("../../runtime/backend/use-backend.js");
  const { kernelOf } = await import("../../compiler/emit/tfjs/closure.js");
  const names =
    backends === "available"
      ? (await checkBackends()).filter(({ available }) => available).map(({ name }) => name)
      : backends;
  for (const name of names) await useBackend(name);
  const kernels = new WeakMap<Program, RewardKernel>();
  return names.map((name) => ({
    name: `tfjs on ${name}`,
    kernel: async (program) => {
      await useBackend(name);
      const kernel = kernels.get(program) ?? kernelOf(program);
      kernels.set(program, kernel);
      return kernel;
    },
  }));
}
