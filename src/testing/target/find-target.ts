import { backendNames } from "../../runtime/backend/backend.js";
import { referenceTarget } from "./reference-target.js";
import type { Target } from "./target.js";

/** The names that `findTarget` knows. */
const targetNames = ["reference", ...backendNames] as const;

/** The target of that name, ready to run; or why this machine has not got it. tfjs is loaded only if it is needed. */
export async function findTarget(name: string): Promise<Target | { readonly unavailable: string }> {
  if (name === "reference") return referenceTarget;
  const known = backendNames.find((candidate) => candidate === name);
  if (known === undefined)
    return { unavailable: `there is no backend \`${name}\`: the backends are ${targetNames.join(", ")}` };
  const { BackendError } = await import("../../runtime/backend/backend-error.js");
  const { useBackend } = await import("../../runtime/backend/use-backend.js");
  const { kernelTarget } = await import("./kernel-target.js");
  const { kernelOf } = await import("../../compiler/emit/tfjs/closure.js");
  try {
    await useBackend(known);
  } catch (error) {
    if (error instanceof BackendError) return { unavailable: error.message };
    throw error;
  }
  return kernelTarget(`tfjs on ${known}`, kernelOf);
}
