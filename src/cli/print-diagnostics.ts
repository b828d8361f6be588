import type { Diagnostic } from "../compiler/diagnostics/diagnostic.js";
import { toRecord, type Sources } from "../compiler/diagnostics/json.js";
import { render } from "../compiler/diagnostics/render/render.js";
import type { Shell } from "./command.js";

/** Diagnostics for people on stderr, or one JSON record per line on stdout. */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  format: "human" | "json",
  shell: Shell,
): void {
  for (const diagnostic of diagnostics) {
    if (format === "json") shell.out(`${JSON.stringify(toRecord(diagnostic, sources))}\n`);
    else shell.err(`${render(diagnostic, sources, { colour: shell.colour })}\n`);
  }
}
