import type { ReportOptions } from "../diagnostics/report.js";
import { suggest } from "../diagnostics/suggest.js";
import type { Span } from "../source/span.js";

/** `did you mean …?` with its fix, where one of `words` is close to what was written at `span`. */
export function didYouMean(written: string, words: readonly string[], span: Span): ReportOptions {
  const word = suggest(written, words);
  if (word === undefined) return {};
  return {
    help: `did you mean \`${word}\`?`,
    fixes: [{ title: `write \`${word}\``, edits: [{ span, text: word }], applicability: "maybe" }],
  };
}
