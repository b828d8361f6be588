import type { StepOutputs } from "../kernel/kernel.js";

/** Of one step, `[N]` or `[N, …]`, 0 or 1: how it ended, and what went wrong. */
export interface StepFlags {
  readonly terminated: ArrayLike<number>;
  readonly truncated: ArrayLike<number>;
  readonly nonFinite: ArrayLike<number>;
  readonly failedAsserts: ArrayLike<number>;
  readonly missing: ArrayLike<number> | undefined;
}

/** Reads flags back from the backend, and nothing else. */
export async function readFlags(
  outputs: Pick<StepOutputs, "terminated" | "truncated" | "nonFinite" | "failedAsserts" | "missing">,
): Promise<StepFlags> {
  const [terminated, truncated, nonFinite, failedAsserts, missing] = await Promise.all([
    outputs.terminated.data(),
    outputs.truncated.data(),
    outputs.nonFinite.data(),
    outputs.failedAsserts.data(),
    outputs.missing?.data(),
  ]);
  return { terminated, truncated, nonFinite, failedAsserts, missing };
}
