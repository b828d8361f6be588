import type { TranslateOptions } from "../../compiler/automata/temporal/dfa.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { toRecord, type Sources } from "../../compiler/diagnostics/json.js";
import {
  automatonRecord,
  automatonSummary,
  type AutomatonRecord,
  type AutomatonSummary,
} from "../../compiler/automata/temporal/formats/record.js";
import type { FoundFormula } from "./named-formula.js";
import { translated } from "./translated.js";

/** What a line of a batch that could not be translated gives. */
export interface BatchError {
  readonly v: 1;
  readonly type: "error";
  /** Zero-based. */
  readonly line: number;
  readonly formula: string;
  readonly code?: string;
  readonly message: string;
  /** In the formula, zero-based as in LSP. */
  readonly range?: readonly [readonly [number, number], readonly [number, number]];
}

export type BatchRecord = AutomatonRecord | AutomatonSummary | BatchError;

export interface BatchOptions extends TranslateOptions {
  readonly format: "json" | "summary";
  read(text: string, path: string): FoundFormula;
}

/** One record for each line that is not empty, whatever its neighbours are. */
export function* batch(text: string, options: BatchOptions): Iterable<BatchRecord> {
  for (const [line, whole] of text.split(/\r?\n/u).entries()) {
    const formula = whole.trim();
    if (formula !== "") yield one(formula, line, options);
  }
}

function one(formula: string, line: number, options: BatchOptions): BatchRecord {
  const path = `line ${line + 1}`;
  const failed = (reason: Pick<BatchError, "code" | "message" | "range">): BatchError => ({
    v: 1,
    type: "error",
    line,
    formula,
    ...reason,
  });
  const { found, infinite, diagnostics, sources } = options.read(formula, path);
  if (infinite !== undefined) return failed({ message: "formulas over infinite traces are not translated in batches" });
  const wrong = diagnostics.find(({ severity }) => severity === "error");
  if (wrong !== undefined) return failed(reasonOf(wrong, sources));
  if (found === undefined) return failed({ message: "no formula" });
  const result = translated(found, options, path);
  if ("diagnostic" in result) return failed(reasonOf(result.diagnostic, sources));
  const automaton = { formula, atoms: found.atoms, dfa: result.dfa };
  if (options.format === "summary") return automatonSummary(automaton, result.milliseconds);
  const record = automatonRecord(automaton, result.milliseconds);
  return record ?? failed({ message: "a guard is too long to be written out" });
}

function reasonOf(diagnostic: Diagnostic, sources: Sources): Pick<BatchError, "code" | "message" | "range"> {
  const { code, message, range } = toRecord(diagnostic, sources);
  return { code, message, range };
}
