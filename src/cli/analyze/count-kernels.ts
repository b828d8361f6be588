import type { StepKernels } from "../../compiler/emit/tfjs/step-kernels.js";
import type { Program } from "../../compiler/ir/program.js";

/** What steps ask of tfjs, or why that could not be counted. */
export type KernelReport = StepKernels | { readonly notCounted: string };

/** Plays a step of each program on tfjs's cpu backend, which is an optional package; loads tfjs when first called. */
export async function countKernels(program: Program): Promise<KernelReport> {
  const { BackendError } = await import("../../runtime/backend/backend-error.js");
  const { useBackend } = await import("../../runtime/backend/use-backend.js");
  const { kernelsOfStep } = await import("../../compiler/emit/tfjs/step-kernels.js");
  try {
    await useBackend("cpu");
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return { notCounted: error.message };
  }
  return await kernelsOfStep(program);
}

/** Kernels of all names. */
export function totalOf({ kernels }: StepKernels): Readonly<Record<"spec" | "step" | "withResets", number>> {
  const sum = (column: "spec" | "step" | "withResets"): number => kernels.reduce((all, each) => all + each[column], 0);
  return { spec: sum("spec"), step: sum("step"), withResets: sum("withResets") };
}
