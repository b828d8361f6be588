/*
 * `rewardc/testing`: helpers for tests of specs, of tools and of new targets. None depends on a test framework; what fails throws an
 * `Error` or is returned as data.
 */
export { checkText, textPath } from "./check-text.js";
export { expectDiagnostics, type ExpectedDiagnostic } from "./expect-diagnostics.js";
export type { Files } from "./files.js";
export { readMarkers, type Marked } from "./markers.js";
export {
  runSpecTests,
  runTests,
  type SpecTestOptions,
  type SpecTestResult,
  type SpecTestRun,
} from "./spec-tests/run-spec-tests.js";
export { conformance, type ConformanceOptions } from "./conformance/conformance.js";
export {
  finishConformance,
  type FinishComparison,
  type FinishConformanceOptions,
} from "./conformance/finish-conformance.js";
export type { RunComparison } from "./conformance/compare-run.js";
export type { Mismatch } from "./conformance/compare-row.js";
export type { AutoresetMode } from "./conformance/random-rows.js";
