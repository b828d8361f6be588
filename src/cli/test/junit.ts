import { writeFileSync } from "node:fs";
import { render } from "../../compiler/diagnostics/render/render.js";
import type { SpecTestResult, SpecTestRun } from "../../testing/spec-tests/run-spec-tests.js";
import { UsageError } from "../command.js";

/** The results of one spec's tests. */
export interface JunitSuite {
  readonly file: string;
  readonly run: SpecTestRun;
}

/** Writes results in the XML format that CI systems read: a suite for each spec, a case for each test, errors of a spec as a case that failed. */
export function writeJunit(path: string, suites: readonly JunitSuite[]): void {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.map(suiteText).join("")}</testsuites>\n`;
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`\`${path}\` cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function suiteText({ file, run }: JunitSuite): string {
  const errors = run.diagnostics.filter(({ severity }) => severity === "error");
  const broken = errors.map((error) => failureText(error.message, render(error, run.sources))).join("");
  const cases = [
    ...(errors.length === 0
      ? []
      : [`    <testcase classname="${escaped(file)}" name="compiles">\n${broken}    </testcase>\n`]),
    ...run.results.map((result) => caseText(result, run)),
  ];
  const failures = run.results.filter(({ passed }) => !passed).length + (errors.length === 0 ? 0 : 1);
  const seconds = run.results.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  return `  <testsuite name="${escaped(file)}" tests="${cases.length}" failures="${failures}" time="${seconds.toFixed(3)}">\n${cases.join("")}  </testsuite>\n`;
}

function caseText({ file, name, variant, failures, milliseconds }: SpecTestResult, { sources }: SpecTestRun): string {
  const title = variant === undefined ? name : `${name} with variant ${variant}`;
  const open = `    <testcase classname="${escaped(file)}" name="${escaped(title)}" time="${(milliseconds / 1000).toFixed(3)}"`;
  if (failures.length === 0) return `${open}/>\n`;
  const texts = failures.map((failure) => failureText(failure.message, render(failure, sources)));
  return `${open}>\n${texts.join("")}    </testcase>\n`;
}

function failureText(message: string, text: string): string {
  return `      <failure message="${escaped(message)}">${escaped(text)}</failure>\n`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML has no way to write most control characters: they are left out. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
    .replace(/[&<>"]/g, (character) => entities[character] ?? "");
}
