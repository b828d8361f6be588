import type { Sources } from "../../compiler/diagnostics/json.js";
import type { Coverage, CoveredPlace } from "../../testing/spec-tests/coverage.js";
import type { Shell } from "../command.js";

/** How much of a spec its tests reach: a line for people with the places they miss, or one record for each place. */
export function printCoverage(
  file: string,
  coverage: Coverage,
  sources: Sources,
  format: "human" | "json",
  shell: Shell,
): void {
  const placed = coverage.map((place) => ({ ...place, position: position(place, sources) }));
  if (format === "json") {
    for (const { kind, what, steps, position: at } of placed)
      shell.out(`${JSON.stringify({ v: 1, type: "coverage", file: at.file, line: at.line, kind, what, steps })}\n`);
    return;
  }
  const count = (kinds: readonly CoveredPlace["kind"][]): string => {
    const some = placed.filter(({ kind }) => kinds.includes(kind));
    return `${some.filter(({ steps }) => steps > 0).length} of ${some.length}`;
  };
  shell.err(`${file}: ${count(["edge"])} edges, ${count(["then", "else"])} branches reached\n`);
  for (const { what, position: at } of placed.filter(({ steps }) => steps === 0))
    shell.err(`  never: ${at.file}:${at.line + 1}: ${what}\n`);
}

/** Zero-based, as in all records. */
function position({ span }: CoveredPlace, sources: Sources): { readonly file: string; readonly line: number } {
  return { file: span.file, line: sources.get(span.file)?.position(span.start).line ?? 0 };
}
