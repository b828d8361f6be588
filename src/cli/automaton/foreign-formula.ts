import type { ForeignDialectName } from "../../compiler/automata/temporal/dialects/dialect.js";
import { readFormula } from "../../compiler/automata/temporal/dialects/read.js";
import { report } from "../../compiler/diagnostics/report.js";
import { SourceFile } from "../../compiler/source/source-file.js";
import type { FoundFormula } from "./named-formula.js";

/** A formula in the syntax of another tool. `path` is what findings call the text. */
export function foreignFormula(text: string, dialect: ForeignDialectName, path: string): FoundFormula {
  const sources = new Map([[path, new SourceFile(path, text)]]);
  const read = readFormula(text, dialect);
  if (!("problem" in read)) return { found: { ...read, text }, diagnostics: [], sources };
  const { problem } = read;
  const span = { file: path, ...problem.place };
  const diagnostic =
    problem.kind === "syntax"
      ? report("formula-syntax", span, { dialect, found: problem.found, expected: problem.expected })
      : report("formula-unsupported", span, { dialect, construct: problem.construct });
  return { diagnostics: [diagnostic], sources };
}
