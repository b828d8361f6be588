import { checkSpec } from "./check/index.js";
import type { TypedSpec } from "./check/typed.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import type { Sources } from "./diagnostics/json.js";
import type { Program } from "./ir/program.js";
import { lower } from "./lower/index.js";
import { optimise } from "./passes/index.js";
import type { CompilerHost } from "./source/host.js";

export interface CheckOptions {
  /** The variant that is checked; default the spec as it stands. */
  readonly variant?: string;
}

export interface CheckResult {
  /** Everything that was found, errors and warnings. */
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were read, by path. The spec itself is missing where it could not be read. */
  readonly sources: Sources;
  /** The spec with names, types, templates and functions resolved; absent where there are errors. */
  readonly spec?: TypedSpec;
}

export interface CompileOptions extends CheckOptions {
  /** Adds the expectations of the spec's tests to the program. Default false. */
  readonly tests?: boolean;
  /** Default true. The meaning is the same either way. */
  readonly optimise?: boolean;
}

export interface CompileResult extends CheckResult {
  /** Absent where there are errors. */
  readonly program?: Program;
}

/**
 * Checks the spec at `path`, with all that it imports. Never throws for a mistake of the user, never prints, and reads files
 * through `host` only.
 */
export function check(path: string, host: CompilerHost, options: CheckOptions = {}): CheckResult {
  const { value, sources, diagnostics } = checkSpec(path, host, options);
  const broken = diagnostics.some(({ severity }) => severity === "error");
  return { diagnostics, sources, ...(value === undefined || broken ? {} : { spec: value }) };
}

/**
 * Compiles the spec at `path` to the dataflow graph that every target starts from:
 *
 *     text ──parse──▶ syntax ──resolve, check──▶ TypedSpec ──lower──▶ Program ──passes──▶ Program
 */
export function compile(path: string, host: CompilerHost, options: CompileOptions = {}): CompileResult {
  const checked = check(path, host, options);
  if (checked.spec === undefined) return checked;
  const program = lower(checked.spec, { tests: options.tests === true });
  return { ...checked, program: options.optimise === false ? program : optimise(program) };
}
