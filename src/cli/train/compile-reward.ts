import { compile, kernelOf, nodeHost } from "../../compiler/index.js";
import type { RewardKernel } from "../../runtime/kernel/kernel.js";
import type { Shell } from "../command.js";
import { printDiagnostics } from "../print-diagnostics.js";
import type { Configuration } from "./configuration.js";

/** The kernel of the configured spec, in the configured variant; `undefined` where it has errors. Prints its diagnostics. */
export function compileReward({ spec, variant }: Configuration, shell: Shell): RewardKernel | undefined {
  const { program, diagnostics, sources } = compile(spec, nodeHost(), variant === undefined ? {} : { variant });
  printDiagnostics(diagnostics, sources, "human", shell);
  return program === undefined ? undefined : kernelOf(program);
}
