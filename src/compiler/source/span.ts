/** A half-open range `[start, end)` of UTF-16 offsets in one file. Lines and columns exist only at the edges of the compiler. */
export interface Span {
  /** The file's path as the `CompilerHost` knows it. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** The smallest span that holds both; they must lie in the same file. */
export function join(first: Span, last: Span): Span {
  return { file: first.file, start: Math.min(first.start, last.start), end: Math.max(first.end, last.end) };
}
