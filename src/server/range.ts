import type { Range } from "vscode-languageserver";
import { rangeOf, type Sources } from "../compiler/diagnostics/json.js";
import type { Span } from "../compiler/source/span.js";

/** A span as LSP has it: zero-based lines and UTF-16 columns, end-exclusive. */
export function rangeIn(span: Span, sources: Sources): Range {
  const [[startLine, startCharacter], [endLine, endCharacter]] = rangeOf(span, sources);
  return { start: { line: startLine, character: startCharacter }, end: { line: endLine, character: endCharacter } };
}

export function overlaps(a: Range, b: Range): boolean {
  return !before(a.end, b.start) && !before(b.end, a.start);
}

function before(a: Range["start"], b: Range["start"]): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
