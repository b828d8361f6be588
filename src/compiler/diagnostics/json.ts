import type { SourceFile } from "../source/source-file.js";
import type { Span } from "../source/span.js";
import type { Diagnostic } from "./diagnostic.js";

/** `[[line, character], [line, character]]`, zero-based and end-exclusive as in LSP. */
export type RangeRecord = readonly [readonly [number, number], readonly [number, number]];

interface PlaceRecord {
  readonly file: string;
  readonly range: RangeRecord;
  readonly label: string;
}

/** A diagnostic as one line of `--format json`. */
export interface DiagnosticRecord {
  readonly v: 1;
  readonly type: "diagnostic";
  readonly code: string;
  readonly name: string;
  readonly severity: Diagnostic["severity"];
  readonly file: string;
  readonly range: RangeRecord;
  readonly message: string;
  readonly label: string;
  readonly related: readonly PlaceRecord[];
  readonly notes: readonly string[];
  readonly help?: string;
  readonly fixes: readonly {
    readonly title: string;
    readonly applicability: "safe" | "maybe";
    readonly edits: readonly { readonly file: string; readonly range: RangeRecord; readonly text: string }[];
  }[];
}

export type Sources = ReadonlyMap<string, SourceFile>;

export function rangeOf(span: Span, sources: Sources): RangeRecord {
  const source = sources.get(span.file);
  if (source === undefined)
    return [
      [0, 0],
      [0, 0],
    ];
  const start = source.position(span.start);
  const end = source.position(span.end);
  return [
    [start.line, start.character],
    [end.line, end.character],
  ];
}

export function toRecord(diagnostic: Diagnostic, sources: Sources): DiagnosticRecord {
  return {
    v: 1,
    type: "diagnostic",
    code: diagnostic.code,
    name: diagnostic.name,
    severity: diagnostic.severity,
    file: diagnostic.primary.span.file,
    range: rangeOf(diagnostic.primary.span, sources),
    message: diagnostic.message,
    label: diagnostic.primary.label,
    related: diagnostic.related.map(({ span, label }) => ({ file: span.file, range: rangeOf(span, sources), label })),
    notes: diagnostic.notes,
    ...(diagnostic.help === undefined ? {} : { help: diagnostic.help }),
    fixes: diagnostic.fixes.map(({ title, applicability, edits }) => ({
      title,
      applicability,
      edits: edits.map(({ span, text }) => ({ file: span.file, range: rangeOf(span, sources), text })),
    })),
  };
}
