import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { SourceFile } from "../source/source-file.js";

const most = 50;

/** Findings in the order of the text, at most fifty of them: the last one says how many more there were. */
export function limited(source: SourceFile, findings: readonly Diagnostic[]): Diagnostic[] {
  const sorted = [...findings].sort((a, b) => a.primary.span.start - b.primary.span.start);
  if (sorted.length <= most) return sorted;
  const kept = sorted.slice(0, most - 1);
  const last = kept.at(-1)?.primary.span ?? { file: source.path, start: 0, end: 0 };
  return [...kept, report("too-many-findings", last, { count: sorted.length - kept.length })];
}
