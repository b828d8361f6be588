/** A text without its markers, and where they stood. */
export interface Marked {
  readonly text: string;
  /** Offsets of `<|>`, in order. */
  readonly positions: readonly number[];
  /** Ranges between `<|` and `|>`, in order of their starts; they may nest. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

/**
 * Takes the markers out of a test's source: `<|>` marks a position, `<|…|>` a range. `a + <|b|> <|>` is the text `a + b ` with the
 * range [4, 5) and the position 6. Throws where a range is not closed or not opened.
 */
export function readMarkers(source: string): Marked {
  let text = "";
  const positions: number[] = [];
  const open: number[] = [];
  const ranges: { start: number; end: number }[] = [];
  for (const part of source.split(/(<\|>|<\||\|>)/)) {
    if (part === "<|>") positions.push(text.length);
    else if (part === "<|") open.push(text.length);
    else if (part === "|>") {
      const start = open.pop();
      if (start === undefined) throw new Error(`the range that ends at ${text.length} is never opened`);
      ranges.push({ start, end: text.length });
    } else text += part;
  }
  if (open.length > 0) throw new Error(`the range that starts at ${open.at(-1)} is never closed`);
  return { text, positions, ranges: ranges.sort((a, b) => a.start - b.start || b.end - a.end) };
}
