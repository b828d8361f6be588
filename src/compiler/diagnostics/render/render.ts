import type { Diagnostic, Label } from "../diagnostic.js";
import type { Sources } from "../json.js";
import { frame } from "./frame.js";
import { styleOf } from "./style.js";

/**
 * A diagnostic for people: title, one frame per file with all its labels, notes, one hint. Ends with a newline. A file that is
 * not in `sources` (it could not be read) is named without an excerpt.
 */
export function render(diagnostic: Diagnostic, sources: Sources, options: { readonly colour?: boolean } = {}): string {
  const style = styleOf(options.colour ?? false);
  const { severity, code, message, primary } = diagnostic;
  const lines = [`${style.severity(severity, `${severity}[${code}]`)}${style.title(`: ${message}`)}`];
  const files = [...new Set([primary, ...diagnostic.related].map(({ span }) => span.file))];
  const lineNumbers = [primary, ...diagnostic.related].map(
    ({ span }) => (sources.get(span.file)?.position(span.start).line ?? 0) + 1,
  );
  const gutter = String(Math.max(...lineNumbers)).length + 1;
  for (const file of files) {
    const source = sources.get(file);
    const here = diagnostic.related
      .filter(({ span }) => span.file === file)
      .map((label) => ({ ...label, primary: false }));
    const labels = file === primary.span.file ? [{ ...primary, primary: true }, ...here] : here;
    const arrow = file === primary.span.file ? "-->" : ":::";
    lines.push(`${" ".repeat(gutter)}${style.gutter(arrow)} ${place(labels[0] ?? primary, sources)}`);
    if (source !== undefined) lines.push(...frame(source, labels, gutter, style));
  }
  for (const note of diagnostic.notes)
    lines.push(`${" ".repeat(gutter)} ${style.gutter("=")} note: ${indent(note, gutter + 9)}`);
  const quick = diagnostic.fixes.length > 0 ? " (quick fix available)" : "";
  if (diagnostic.help !== undefined)
    lines.push(`${" ".repeat(gutter)} ${style.gutter("=")} help: ${indent(diagnostic.help, gutter + 9)}${quick}`);
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

/** `path:line:column`, one-based, as editors and terminals link it. */
function place({ span }: Label, sources: Sources): string {
  const position = sources.get(span.file)?.position(span.start);
  return position === undefined ? span.file : `${span.file}:${position.line + 1}:${position.character + 1}`;
}

function indent(text: string, columns: number): string {
  return text.replaceAll("\n", `\n${" ".repeat(columns)}`);
}
