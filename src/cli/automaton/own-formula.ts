import type { Diagnostic, Label } from "../../compiler/diagnostics/diagnostic.js";
import { check, memoryHost, SourceFile } from "../../compiler/index.js";
import type { Span } from "../../compiler/source/span.js";
import { parseFormula } from "../../compiler/syntax/parse.js";
import { walk } from "../../compiler/syntax/visit.js";
import type { FoundFormula } from "./named-formula.js";
import { objectiveFormula } from "./objective-formula.js";

const file = "formula.reward";

/** A formula in the language's own syntax: that of a spec in which every name of the formula is a bool signal. `path` is what findings call the text. */
export function ownFormula(text: string, path: string): FoundFormula {
  const source = new SourceFile(path, text);
  const sources = new Map([[path, source]]);
  const parsed = parseFormula(source);
  if (parsed.diagnostics.some(({ severity }) => severity === "error"))
    return { diagnostics: parsed.diagnostics, sources };
  const names = new Set<string>();
  walk(parsed.value, (node) => {
    if ("kind" in node && node.kind === "name" && "name" in node && typeof node.name === "string") names.add(node.name);
  });
  const signals = [...names].map((name) => `\`${name}\``).join(", ");
  const objective = unused(names);
  const before = `reward Formula\n${signals === "" ? "" : `signal ${signals}: bool\n`}objective ${objective} = `;
  const spec = `${before}${text}\n\ntotal = 0\n`;
  const checked = check(file, memoryHost({ [file]: spec }));
  const end = before.length + text.length;
  const diagnostics = checked.diagnostics
    .filter(
      ({ severity, primary: { span } }) => severity === "error" || (span.start >= before.length && span.start < end),
    )
    .map((diagnostic) => moved(diagnostic, before.length, text.length, path));
  const found = checked.spec?.objectives.find(({ name }) => name === objective);
  return { ...(found === undefined ? {} : { found: objectiveFormula(found, text) }), diagnostics, sources };
}

function unused(names: ReadonlySet<string>): string {
  let name = "Formula";
  while (names.has(name)) name += "_";
  return name;
}

/** The diagnostic as one of the formula's text; what points beside it points at its nearer end. */
function moved(diagnostic: Diagnostic, offset: number, length: number, path: string): Diagnostic {
  const inside = (position: number): number => Math.max(0, Math.min(position - offset, length));
  const span = ({ start, end }: Span): Span => ({ file: path, start: inside(start), end: inside(end) });
  const label = (own: Label): Label => ({ ...own, span: span(own.span) });
  return {
    ...diagnostic,
    primary: label(diagnostic.primary),
    related: diagnostic.related.filter((related) => related.span.start >= offset).map(label),
    fixes: diagnostic.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, span: span(edit.span) })),
    })),
  };
}
