import { briefFindings } from "./analyze/brief.js";
import { checkSpec, type CheckOptions as SpecOptions, type CheckResult } from "./check/index.js";
import { limited } from "./check/limited.js";
import { differentiate } from "./differentiate/index.js";
import type { Program } from "./ir/program.js";
import { lower } from "./lower/index.js";
import { optimise } from "./passes/index.js";
import type { CompilerHost } from "./source/host.js";

export type { CheckResult } from "./check/index.js";

export interface CheckOptions extends SpecOptions {
  /** Adds what is suspicious about a reward that means something: what `rewardc analyze` finds, as far as it is found fast. Default false. */
  readonly analysis?: boolean;
}

export interface CompileOptions extends CheckOptions {
  /** Adds the expectations of the spec's tests to the program. Default false. */
  readonly tests?: boolean;
  /** Adds the robustness of each objective that has one to the outputs. Default false. */
  readonly robustness?: boolean;
  /** Adds the derivatives of the reward by signals, actions and params to the outputs; only for rewards that are one number and known in their step. Default false. */
  readonly gradients?: boolean;
  /** Adds where signals per segment must be there. Default false. */
  readonly due?: boolean;
  /** Makes a total of several components one number, their weighted sum, for learners that take no other: a weight for each component, else a `RangeError`. */
  readonly scalarise?: Readonly<Record<string, number>>;
  /** Default true. The meaning is the same either way. */
  readonly optimise?: boolean;
}

export interface CompileResult extends CheckResult {
  /** Absent where there are errors, and for a library. */
  readonly program?: Program;
}

/**
 * Checks the spec at `path`, with all that it imports. Never throws for a mistake of the user, never prints, and reads files
 * through `host` only.
 */
export function check(path: string, host: CompilerHost, options: CheckOptions = {}): CheckResult {
  const { analysis, ...rest } = options;
  const checked = checkSpec(path, host, rest);
  if (analysis !== true || checked.spec === undefined) return checked;
  return { ...checked, diagnostics: limited([...checked.diagnostics, ...briefFindings(checked.spec)], path) };
}

/**
 * Compiles the spec at `path` to the dataflow graph that every target starts from:
 *
 *     text ──parse──▶ syntax ──resolve, check──▶ TypedSpec ──lower──▶ Program ──passes──▶ Program
 */
export function compile(path: string, host: CompilerHost, options: CompileOptions = {}): CompileResult {
  const checked = check(path, host, options);
  if (checked.spec === undefined) return checked;
  const { tests = false, robustness = false, due = false, scalarise } = options;
  const weights = scalarise === undefined ? {} : { scalarise };
  const lowered = lower(checked.spec, { tests, robustness, due, ...weights });
  const program = options.gradients === true ? differentiate(lowered) : lowered;
  return { ...checked, program: options.optimise === false ? program : optimise(program) };
}
