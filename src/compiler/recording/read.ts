import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../source/source-file.js";
import type { Span } from "../source/span.js";
import { readCsv } from "./csv.js";
import { readJsonLine } from "./json-line.js";
import type { RecordedLine } from "./line.js";
import type { RecordedSignal } from "./signal.js";

/** The lines of a recording: CSV where the file is called so, else JSON Lines. Lines with errors are reported and left out. */
export function readRecording(
  source: SourceFile,
  signals: readonly RecordedSignal[],
  diagnose: (diagnostic: Diagnostic) => void,
): readonly RecordedLine[] {
  // Lists say themselves how long they are.
  const lengths = new Set(signals.flatMap((signal) => signal.lengths?.map((each) => each.signal) ?? []));
  const known = signals.filter(({ name }) => !lengths.has(name));
  if (/\.csv$/iu.test(source.path)) return readCsv(source, known, diagnose);
  return [...linesOf(source)].flatMap(({ line, span }) => readJsonLine(line, span, known, diagnose) ?? []);
}

/** The lines that are not empty, without blanks around them, with their spans. */
function* linesOf(source: SourceFile): Iterable<{ readonly line: string; readonly span: Span }> {
  let start = 0;
  for (const whole of source.text.split("\n")) {
    const line = whole.trim();
    const begin = start + whole.indexOf(line);
    if (line !== "") yield { line, span: { file: source.path, start: begin, end: begin + line.length } };
    start += whole.length + 1;
  }
}
