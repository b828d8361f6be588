import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Sources } from "../../compiler/diagnostics/json.js";
import { compile } from "../../compiler/compile.js";
import type { CompilerHost } from "../../compiler/source/host.js";
import type { RewardKernel } from "../../runtime/kernel/kernel.js";
import { hostOf, type Files } from "../files.js";
import { CoverageCounter, joined, type Coverage } from "./coverage.js";
import { kernelTargets } from "./kernel-targets.js";
import { runOnReference } from "./run-on-reference.js";

/** How one `test` of a spec went. */
export interface SpecTestResult {
  readonly file: string;
  readonly name: string;
  readonly variant?: string;
  readonly passed: boolean;
  /** What fails, as diagnostics at the expectations; empty when the test passes. */
  readonly failures: readonly Diagnostic[];
  /** Where the test ran: `reference`, `tfjs on cpu`, … */
  readonly targets: readonly string[];
  readonly milliseconds: number;
}

export interface SpecTestOptions {
  /** tfjs backends to run on beside the reference; default none. `available` stands for all that this machine has. */
  readonly backends?: readonly string[] | "available";
  /** Only tests whose name contains this. */
  readonly filter?: string;
  /** Counts what the tests reach. Default false. */
  readonly coverage?: boolean;
}

export interface SpecTestRun {
  readonly results: readonly SpecTestResult[];
  /** What the compiler says of the spec; with errors among them no test was run. */
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
  /** Edges and branches, where they were asked for. */
  readonly coverage?: Coverage;
}

/**
 * Runs the tests that a spec has, those of its variants included. Each runs on the reference interpreter; a test that passes there also
 * runs on the backends asked for, where everything must come out the same. A backend that this machine has not got is an `Error`.
 */
export async function runTests(path: string, host: CompilerHost, options: SpecTestOptions = {}): Promise<SpecTestRun> {
  const base = compile(path, host);
  const variants = [undefined, ...(base.spec?.variants ?? [])];
  const compiled = variants.map((variant) => {
    const chosen = variant === undefined ? {} : { variant };
    return {
      variant,
      tested: compile(path, host, { ...chosen, tests: true, optimise: false }),
      optimised: compile(path, host, chosen),
    };
  });
  const diagnostics = compiled.flatMap(({ tested }) => tested.diagnostics);
  const sources = new Map(compiled.flatMap(({ tested }) => [...tested.sources]));
  const targets = await kernelTargets(options.backends ?? []);
  const results: SpecTestResult[] = [];
  const covered: Coverage[] = [];
  for (const { variant, tested, optimised } of compiled) {
    const { program, spec } = tested;
    if (program === undefined || spec === undefined) continue;
    const counter = options.coverage === true ? new CoverageCounter(program, spec) : undefined;
    for (const [index, test] of spec.tests.entries()) {
      if (options.filter !== undefined && !test.name.includes(options.filter)) continue;
      const begin = performance.now();
      const failures = [...runOnReference(program, test, index, counter)];
      const ran = ["reference"];
      for (const target of failures.length === 0 ? targets : []) {
        if (optimised.program === undefined) throw new Error("a spec compiles with its tests and not without them");
        const kernel: RewardKernel = await target.kernel(optimised.program);
        const { runOnKernel } = await import("./run-on-kernel.js");
        failures.push(...(await runOnKernel(optimised.program, kernel, test, target.name)));
        ran.push(target.name);
      }
      results.push({
        file: path,
        name: test.name,
        ...(variant === undefined ? {} : { variant }),
        passed: failures.length === 0,
        failures,
        targets: ran,
        milliseconds: performance.now() - begin,
      });
    }
    if (counter !== undefined) covered.push(counter.coverage());
  }
  return {
    results,
    diagnostics: unique(diagnostics),
    sources,
    ...(options.coverage === true ? { coverage: joined(covered) } : {}),
  };
}

/**
 * `runTests` for specs given as text: files by path, and the one whose tests are run. Throws an `Error` with the rendered diagnostics where
 * the spec does not compile.
 */
export async function runSpecTests(
  files: Files,
  path: string,
  options: SpecTestOptions = {},
): Promise<readonly SpecTestResult[]> {
  const { render } = await import("../../compiler/diagnostics/render/render.js");
  const run = await runTests(path, hostOf(files), options);
  const errors = run.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map((error) => render(error, run.sources)).join("\n"));
  return run.results;
}

/** Variants share most of a spec, and what is said of it. */
function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
}
