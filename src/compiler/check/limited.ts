import type { Diagnostic } from "../diagnostics/diagnostic.js";

const perFile = 50;

/** At most fifty findings for each file, errors before warnings where there are more; those of `first` come first, by position. */
export function limited(diagnostics: readonly Diagnostic[], first: string): readonly Diagnostic[] {
  const bySeverity = [...diagnostics].sort(
    (left, right) => Number(left.severity !== "error") - Number(right.severity !== "error"),
  );
  const counts = new Map<string, number>();
  const kept = bySeverity.filter(({ primary }) => {
    const count = (counts.get(primary.span.file) ?? 0) + 1;
    counts.set(primary.span.file, count);
    return count <= perFile;
  });
  const files = [...new Set([first, ...diagnostics.map(({ primary }) => primary.span.file)])];
  return kept.sort(
    (left, right) =>
      files.indexOf(left.primary.span.file) - files.indexOf(right.primary.span.file) ||
      left.primary.span.start - right.primary.span.start,
  );
}
