import { CodeActionKind, type CodeAction, type Range, type TextEdit } from "vscode-languageserver";
import type { Fix } from "../../compiler/diagnostics/diagnostic.js";
import { overlaps, rangeIn } from "../range.js";
import { pathOf, uriOf } from "../uri.js";
import type { Findings } from "./diagnostics.js";

/** The quick fixes of the diagnostics that touch `range`. */
export function codeActions({ diagnostics, sources }: Findings, uri: string, range: Range): CodeAction[] {
  return diagnostics
    .filter(({ primary }) => primary.span.file === pathOf(uri) && overlaps(rangeIn(primary.span, sources), range))
    .flatMap(({ fixes }) => fixes)
    .map((fix) => ({
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      isPreferred: fix.applicability === "safe",
      edit: { changes: changes(fix) },
    }));

  function changes(fix: Fix): Record<string, TextEdit[]> {
    const byUri: Record<string, TextEdit[]> = {};
    for (const { span, text } of fix.edits) {
      (byUri[uriOf(span.file)] ??= []).push({ range: rangeIn(span, sources), newText: text });
    }
    return byUri;
  }
}
