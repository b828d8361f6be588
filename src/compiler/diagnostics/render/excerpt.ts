import type { SourceFile } from "../../source/source-file.js";
import { displayWidth } from "./display-width.js";

/** A label within one line: `column` and `width` in terminal cells of the excerpt. */
export interface Marker {
  readonly column: number;
  readonly width: number;
  readonly label: string;
  readonly primary: boolean;
}

/** One source line as it is shown, with its markers. */
export interface Excerpt {
  /** Zero-based. */
  readonly line: number;
  readonly text: string;
  readonly markers: readonly Marker[];
}

/** A range within one line, in UTF-16 units. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly primary: boolean;
}

/** Lines longer than this are cut to a window around their first marker. */
const longestLine = 160;

/** Shows one line: tabs become four blanks, control characters a dot, over-long lines a window with `…`. */
export function excerpt(source: SourceFile, line: number, ranges: readonly LineRange[]): Excerpt {
  const whole = source.line(line);
  const first = Math.min(...ranges.map(({ from }) => from));
  const start = whole.length <= longestLine ? 0 : Math.max(0, Math.min(first - 40, whole.length - longestLine));
  const end = Math.min(whole.length, start + longestLine);
  const head = start > 0 ? "…" : "";
  const tail = end < whole.length ? "…" : "";
  const columnOf = (offset: number): number =>
    displayWidth(head) + displayWidth(visible(whole.slice(start, Math.max(start, Math.min(offset, end)))));
  return {
    line,
    text: `${head}${visible(whole.slice(start, end))}${tail}`,
    markers: ranges.map(({ from, to, label, primary }) => {
      const column = columnOf(from);
      return { column, width: Math.max(1, columnOf(to) - column), label, primary };
    }),
  };
}

function visible(text: string): string {
  return text
    .replace(/\t/g, "    ")
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "·");
}
