import { toRecord } from "../../compiler/diagnostics/json.js";
import { nodeHost } from "../../compiler/source/node-host.js";
import { BackendError } from "../../runtime/backend/backend-error.js";
import { runTests, type SpecTestResult, type SpecTestRun } from "../../testing/spec-tests/run-spec-tests.js";
import { UsageError, type Shell } from "../command.js";
import { printDiagnostics } from "../print-diagnostics.js";
import { printCoverage } from "./print-coverage.js";
import { writeJunit, type JunitSuite } from "./junit.js";

export interface TestFilesOptions {
  readonly backends: readonly string[] | "available";
  readonly filter?: string;
  readonly format: "human" | "json";
  /** Where results are written as JUnit XML, too. */
  readonly junit?: string;
  /** Counts which edges and branches the tests reach. */
  readonly coverage: boolean;
}

/** How the command ends, and every file that was read. */
export interface TestFilesOutcome {
  readonly exit: "fine" | "findings" | "usage";
  readonly files: readonly string[];
}

/**
 * Runs the tests of several specs, prints how each went, and last `N passed, N failed`. Returns how the command ends: a file that
 * cannot be read is `usage`; a spec with errors and a failed test are `findings`.
 */
export async function runTestFiles(
  files: readonly string[],
  options: TestFilesOptions,
  shell: Shell,
): Promise<TestFilesOutcome> {
  let [passed, failed] = [0, 0];
  let [broken, unreadable] = [false, false];
  const suites: JunitSuite[] = [];
  for (const file of files) {
    const run = await runFile(file, options);
    suites.push({ file, run });
    const errors = run.diagnostics.filter(({ severity }) => severity === "error");
    printDiagnostics(errors, run.sources, options.format, shell);
    broken ||= errors.length > 0;
    unreadable ||= !run.sources.has(file);
    for (const result of run.results) {
      if (result.passed) passed++;
      else failed++;
      if (options.format === "json") shell.out(`${JSON.stringify(recordOf(result, run))}\n`);
      else printResult(result, run, shell);
    }
    if (options.coverage && run.coverage !== undefined)
      printCoverage(file, run.coverage, run.sources, options.format, shell);
  }
  if (options.format === "json") shell.out(`${JSON.stringify({ v: 1, type: "summary", passed, failed })}\n`);
  else shell.err(`${passed} passed, ${failed} failed\n`);
  if (options.junit !== undefined) writeJunit(options.junit, suites);
  return {
    exit: unreadable ? "usage" : broken || failed > 0 ? "findings" : "fine",
    files: [...files, ...suites.flatMap(({ run }) => [...run.sources.keys()])],
  };
}

async function runFile(file: string, { backends, filter, coverage }: TestFilesOptions): Promise<SpecTestRun> {
  try {
    return await runTests(file, nodeHost(), { backends, coverage, ...(filter === undefined ? {} : { filter }) });
  } catch (error) {
    if (error instanceof BackendError) throw new UsageError(error.message);
    throw error;
  }
}

function printResult(result: SpecTestResult, run: SpecTestRun, shell: Shell): void {
  const variant = result.variant === undefined ? "" : ` with variant ${result.variant}`;
  shell.err(
    `${result.passed ? "ok  " : "FAIL"} ${result.file}: ${result.name}${variant} (${result.targets.join(", ")})\n`,
  );
  printDiagnostics(result.failures, run.sources, "human", shell);
}

function recordOf(
  { file, name, variant, passed, failures, targets, milliseconds }: SpecTestResult,
  run: SpecTestRun,
): object {
  return {
    v: 1,
    type: "test",
    file,
    name,
    ...(variant === undefined ? {} : { variant }),
    passed,
    targets,
    failures: failures.map((failure) => toRecord(failure, run.sources)),
    milliseconds: Math.round(milliseconds * 1000) / 1000,
  };
}
