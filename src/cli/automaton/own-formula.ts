import { Elaboration } from "../../compiler/check/elaboration.js";
import { isInfinite, readInfinite } from "../../compiler/check/objective/infinite.js";
import { FormulaReader } from "../../compiler/check/objective/read-formula.js";
import { scopeOf } from "../../compiler/check/scope.js";
import { run } from "../../compiler/check/task.js";
import type { Diagnostic, Label } from "../../compiler/diagnostics/diagnostic.js";
import { check, memoryHost, SourceFile } from "../../compiler/index.js";
import { resolve, unitOf } from "../../compiler/resolve/index.js";
import { predeclaredNames } from "../../compiler/resolve/predeclared.js";
import type { Span } from "../../compiler/source/span.js";
import type { Expression } from "../../compiler/syntax/ast/index.js";
import { parseFormula } from "../../compiler/syntax/parse.js";
import { walk } from "../../compiler/syntax/visit.js";
import type { FoundFormula, WrittenFormula } from "./named-formula.js";
import { atomNames } from "./objective-formula.js";

const file = "formula.reward";

/** A formula in the language's own syntax: that of a spec in which every name of the formula is a bool signal, unless it is always there, like `inf`. `path` is what findings call the text. */
export function ownFormula(text: string, path: string): FoundFormula {
  const source = new SourceFile(path, text);
  const sources = new Map([[path, source]]);
  const parsed = parseFormula(source);
  const wrong = parsed.diagnostics.some(({ severity }) => severity === "error");
  if (wrong) return { diagnostics: parsed.diagnostics, sources };
  const names = namesIn(parsed.value);
  const host = memoryHost({ [file]: `${signals(names)}total = 0\n` });
  const { modules } = resolve(file, host);
  if (modules === undefined) return { diagnostics: parsed.diagnostics, sources };
  const { unit } = unitOf(modules, undefined);
  const context = new Elaboration(unit, { host, compatibility: undefined, source: () => undefined });
  const reader = new FormulaReader(context);
  const scope = scopeOf(modules.main);
  const common = (): Omit<WrittenFormula, "formula"> => ({
    atoms: atomNames(reader.atoms.expressions),
    text,
  });
  if (isInfinite(parsed.value, scope, context)) {
    const formula = run(readInfinite(parsed.value, scope, context, (operand, inside) => reader.read(operand, inside)));
    const diagnostics = [...parsed.diagnostics, ...context.findings.diagnostics];
    return { ...(formula === undefined ? {} : { infinite: { formula, ...common() } }), diagnostics, sources };
  }
  const formula = run(reader.read(parsed.value, scope));
  const diagnostics = [...parsed.diagnostics, ...context.findings.diagnostics];
  if (formula === undefined) return { diagnostics, sources };
  const seen = new Set(diagnostics.map(({ code }) => code));
  const lint = (): readonly Diagnostic[] => lints(text, path, names).filter(({ code }) => !seen.has(code));
  return { found: { formula, ...common() }, lint, diagnostics, sources };
}

function namesIn(formula: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  walk(formula, (node) => {
    if (!("kind" in node && node.kind === "name" && "name" in node && typeof node.name === "string")) return;
    if (!predeclaredNames.has(node.name)) names.add(node.name);
  });
  return names;
}

function signals(names: ReadonlySet<string>): string {
  const declared = names.size === 0 ? "" : `signal ${[...names].map((name) => `\`${name}\``).join(", ")}: bool\n`;
  return `reward Formula\n${declared}`;
}

/** What is suspicious about the formula as an objective. */
function lints(text: string, path: string, names: ReadonlySet<string>): readonly Diagnostic[] {
  let objective = "Formula";
  while (names.has(objective)) objective += "_";
  const before = `${signals(names)}objective ${objective} = `;
  const { diagnostics } = check(file, memoryHost({ [file]: `${before}${text}\n\ntotal = 0\n` }));
  const end = before.length + text.length;
  return diagnostics
    .filter(
      ({ severity, primary: { span } }) => severity !== "error" && span.start >= before.length && span.start < end,
    )
    .map((diagnostic) => moved(diagnostic, before.length, text.length, path));
}

/** The diagnostic as one of the formula's text; what points behind it points at its end. */
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
