import { distance } from "fastest-levenshtein";
import type { ReportOptions } from "../diagnostics/report.js";
import type { Span } from "../source/span.js";

/** `did you mean …?` with its fix, where one of `words` is close to what was written at `span`. */
export function suggestion(written: string, words: readonly string[], span: Span): ReportOptions {
  const [best] = words.map((word) => ({ word, edits: distance(word, written) })).sort((a, b) => a.edits - b.edits);
  if (best === undefined || best.edits > Math.max(1, Math.floor(written.length / 3))) return {};
  return {
    help: `did you mean \`${best.word}\`?`,
    fixes: [{ title: `write \`${best.word}\``, edits: [{ span, text: best.word }], applicability: "maybe" }],
  };
}
