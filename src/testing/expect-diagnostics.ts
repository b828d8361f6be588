import type { Diagnostic } from "../compiler/diagnostics/diagnostic.js";
import { render } from "../compiler/diagnostics/render/render.js";
import { checkText, textPath } from "./check-text.js";
import { readMarkers } from "./markers.js";

/** What a test expects of one diagnostic. All that is given must hold. */
export interface ExpectedDiagnostic {
  readonly code?: string;
  readonly name?: string;
  readonly severity?: Diagnostic["severity"];
  /** The whole message, or a pattern in it. */
  readonly message?: string | RegExp;
  /** The message of the hint. */
  readonly help?: string | RegExp;
}

/**
 * Checks a spec given as text and compares its diagnostics with `expected`, in the order of the text. Ranges marked `<|…|>` in the
 * source are where the primary labels must stand, one for each diagnostic, if there are any marks. A string stands for a code or a
 * name. Throws an `Error` that shows what was found. Independent of the test framework.
 *
 *     expectDiagnostics("reward Door\nterm goal = <|at_gaol|>", ["unknown-name"]);
 */
export function expectDiagnostics(source: string, expected: readonly (string | ExpectedDiagnostic)[]): void {
  const { text, ranges } = readMarkers(source);
  const { diagnostics, sources } = checkText(text);
  const found = [...diagnostics].sort((a, b) => a.primary.span.start - b.primary.span.start);
  const fail = (why: string): never => {
    const shown =
      found.length === 0 ? "no diagnostics" : found.map((diagnostic) => render(diagnostic, sources)).join("\n");
    throw new Error(`${why}; found:\n${shown}`);
  };
  if (found.length !== expected.length) fail(`expected ${expected.length} diagnostics, found ${found.length}`);
  expected.forEach((wanted, index) => {
    const diagnostic = found[index];
    if (diagnostic === undefined) return;
    const problem = mismatch(
      diagnostic,
      typeof wanted === "string" ? (/^RWD\d{4}$/.test(wanted) ? { code: wanted } : { name: wanted }) : wanted,
    );
    if (problem !== undefined) fail(`diagnostic ${index + 1}: ${problem}`);
  });
  if (ranges.length === 0) return;
  if (ranges.length !== found.length)
    fail(`${ranges.length} ranges are marked, ${found.length} diagnostics were found`);
  ranges.forEach(({ start, end }, index) => {
    const span = found[index]?.primary.span;
    if (span?.file === textPath && span.start === start && span.end === end) return;
    fail(`diagnostic ${index + 1} stands at [${span?.start}, ${span?.end}), expected [${start}, ${end})`);
  });
}

function mismatch(found: Diagnostic, wanted: ExpectedDiagnostic): string | undefined {
  for (const key of ["code", "name", "severity", "message", "help"] as const) {
    const pattern = wanted[key];
    const value = found[key];
    if (pattern === undefined) continue;
    const fits = pattern instanceof RegExp ? value !== undefined && pattern.test(value) : value === pattern;
    if (!fits)
      return `${key} is ${value === undefined ? "absent" : `\`${value}\``}, expected ${pattern instanceof RegExp ? String(pattern) : `\`${pattern}\``}`;
  }
  return undefined;
}
