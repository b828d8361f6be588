import type { SourceFile } from "../../source/source-file.js";
import type { Span } from "../../source/span.js";
import { excerpt, type Excerpt, type LineRange, type Marker } from "./excerpt.js";
import type { Style } from "./style.js";

export interface FrameLabel {
  readonly span: Span;
  readonly label: string;
  readonly primary: boolean;
}

/** The lines of one file that carry labels, with markers below them, in a gutter of `gutter` digits. */
export function frame(
  source: SourceFile,
  labels: readonly FrameLabel[],
  gutter: number,
  style: Style,
): readonly string[] {
  const byLine = new Map<number, LineRange[]>();
  for (const label of labels) {
    const start = source.position(label.span.start);
    const end = source.position(label.span.end);
    const oneLine = start.line === end.line;
    const range: LineRange = {
      from: start.character,
      to: oneLine ? end.character : source.line(start.line).length,
      label: label.label,
      primary: label.primary,
    };
    byLine.set(start.line, [...(byLine.get(start.line) ?? []), range]);
  }
  const lines = [`${" ".repeat(gutter)} ${style.gutter("|")}`];
  let previous: number | undefined;
  for (const line of [...byLine.keys()].sort((a, b) => a - b)) {
    if (previous !== undefined && line > previous + 1) lines.push(style.gutter("..."));
    lines.push(...show(excerpt(source, line, byLine.get(line) ?? []), gutter, style));
    previous = line;
  }
  return lines;
}

function show(shown: Excerpt, gutter: number, style: Style): readonly string[] {
  const number = style.gutter(`${String(shown.line + 1).padStart(gutter)} |`);
  const blank = style.gutter(`${" ".repeat(gutter)} |`);
  // Rightmost first: a marker's words never cross another marker.
  const markers = [...shown.markers].sort((a, b) => b.column - a.column);
  return [`${number} ${shown.text}`.trimEnd(), ...markers.map((marker) => `${blank} ${underline(marker, style)}`)];
}

function underline(marker: Marker, style: Style): string {
  const line = (marker.primary ? "^" : "-").repeat(marker.width);
  const words = marker.label === "" ? line : `${line} ${marker.label}`;
  return " ".repeat(marker.column) + (marker.primary ? style.primary(words) : style.secondary(words));
}
