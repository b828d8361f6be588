import { createHash } from "node:crypto";
import { compile, nodeHost, type Program } from "../../compiler/index.js";
import { describe } from "../../compiler/emit/describe.js";
import type { Shell } from "../command.js";
import { refuseLater } from "../steps-only.js";
import { printDiagnostics } from "../print-diagnostics.js";
import { weightsOf } from "./component-weights.js";
import type { Configuration } from "./configuration.js";

export interface CompiledReward {
  readonly program: Program;
  /** SHA-256 of the program: equal where the meaning is, whatever the text. */
  readonly hash: string;
}

/** The configured spec, in the configured variant, its components added up as configured; `undefined` where it has errors. Prints its diagnostics. */
export function compileReward(configuration: Configuration, shell: Shell): CompiledReward | undefined {
  const { spec, variant, algorithm } = configuration;
  const options = variant === undefined ? {} : { variant };
  const { program: written, diagnostics, sources } = compile(spec, nodeHost(), options);
  printDiagnostics(diagnostics, sources, "human", shell);
  if (written === undefined) return undefined;
  const scalarise = weightsOf(configuration.scalarise, written);
  const program = scalarise === undefined ? written : compile(spec, nodeHost(), { ...options, scalarise }).program;
  if (program === undefined) throw new Error(`${spec} has errors with weights and none without`);
  if (algorithm !== "grpo") refuseLater(describe(program), spec, algorithm, "the algorithm `grpo` learns from these");
  const text = JSON.stringify(program, (key, value: unknown) =>
    key === "origin" || key === "span" ? undefined : value,
  );
  return { program, hash: createHash("sha256").update(text).digest("hex") };
}
