import { createHash } from "node:crypto";
import { compile, kernelOf, nodeHost } from "../../compiler/index.js";
import { describe } from "../../compiler/emit/describe.js";
import type { RewardKernel } from "../../runtime/kernel/kernel.js";
import type { Shell } from "../command.js";
import { refuseLater } from "../steps-only.js";
import { printDiagnostics } from "../print-diagnostics.js";
import type { Configuration } from "./configuration.js";

export interface CompiledReward {
  readonly kernel: RewardKernel;
  /** SHA-256 of the program: equal where the meaning is, whatever the text. */
  readonly hash: string;
}

/** The configured spec, in the configured variant; `undefined` where it has errors. Prints its diagnostics. */
export function compileReward({ spec, variant, algorithm }: Configuration, shell: Shell): CompiledReward | undefined {
  const { program, diagnostics, sources } = compile(spec, nodeHost(), variant === undefined ? {} : { variant });
  printDiagnostics(diagnostics, sources, "human", shell);
  if (program === undefined) return undefined;
  if (algorithm !== "grpo") refuseLater(describe(program), spec, algorithm, "the algorithm `grpo` learns from these");
  const text = JSON.stringify(program, (key, value: unknown) =>
    key === "origin" || key === "span" ? undefined : value,
  );
  return { kernel: kernelOf(program), hash: createHash("sha256").update(text).digest("hex") };
}
