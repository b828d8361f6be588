import type { Span } from "./span.js";

/** Zero-based, as in LSP; `character` counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The text of one file with its line table. */
export class SourceFile {
  readonly #lineStarts: readonly number[];

  constructor(
    readonly path: string,
    readonly text: string,
  ) {
    this.#lineStarts = lineStarts(text);
  }

  get lineCount(): number {
    return this.#lineStarts.length;
  }

  /** Offsets beyond the text are clamped to its end. */
  position(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: clamped - (this.#lineStarts[low] ?? 0) };
  }

  offset(position: Position): number {
    const start = this.#lineStarts[position.line] ?? this.text.length;
    return Math.min(start + position.character, this.text.length);
  }

  /** The text of a zero-based line, without its line break. */
  line(index: number): string {
    const start = this.#lineStarts[index] ?? this.text.length;
    const end = this.#lineStarts[index + 1] ?? this.text.length;
    return this.text.slice(start, end).replace(/\r?\n$|\r$/, "");
  }

  slice(span: Span): string {
    return this.text.slice(span.start, span.end);
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) starts.push(i + 1);
    else if (code === 13 && text.charCodeAt(i + 1) !== 10) starts.push(i + 1);
  }
  return starts;
}
