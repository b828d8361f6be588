import { compile, kernelOf, nodeHost, render, type CompileOptions } from "../../src/compiler/index.js";
import type { RewardKernel } from "../../src/runtime/kernel/kernel.js";

/** The kernel of a spec in this repository. A spec that does not compile is an error which shows why. */
export function compiledKernel(path: string, options: CompileOptions = {}): RewardKernel {
  const { program, diagnostics, sources } = compile(path, nodeHost(), options);
  if (program === undefined) throw new Error(diagnostics.map((diagnostic) => render(diagnostic, sources)).join("\n"));
  return kernelOf(program);
}
