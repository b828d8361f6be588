import { existsSync } from "node:fs";
import type { NamedAutomaton } from "../../compiler/automata/temporal/formats/automaton.js";
import { judge } from "../../compiler/automata/temporal/trace/judge.js";
import { readTrace, writeLetter } from "../../compiler/automata/temporal/trace/text.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { report } from "../../compiler/diagnostics/report.js";
import { SourceFile } from "../../compiler/source/source-file.js";
import { readTrace as readTraceFile } from "../eval/read-trace.js";

/** One record for a trace that was judged. */
export interface TraceVerdict {
  readonly v: 1;
  readonly type: "verdict";
  readonly formula: string;
  readonly accepted: boolean;
  /** Zero-based step from which on no continuation would change the verdict; `null` while one could. */
  readonly certain: number | null;
  readonly steps: readonly { readonly state: number; readonly accepting: boolean }[];
}

export type CheckedTrace =
  | { readonly verdict: TraceVerdict; /** For people. */ readonly sentence: string }
  | { readonly diagnostics: readonly Diagnostic[]; readonly source: SourceFile };

/** Judges a trace: that of a file where one of that name exists, else the text itself. */
export function checkTrace({ formula, atoms, dfa }: NamedAutomaton, argument: string): CheckedTrace {
  const source = argument === "-" || existsSync(argument) ? readTraceFile(argument) : new SourceFile("trace", argument);
  const { trace, problems } = readTrace(source.text, atoms);
  const diagnostics = problems.map(({ place, found, expected }) =>
    report("trace-syntax", { file: source.path, ...place }, { found, expected }),
  );
  if (trace.length === 0 && diagnostics.length === 0)
    diagnostics.push(
      report(
        "trace-syntax",
        { file: source.path, start: 0, end: source.text.length },
        { found: "no step", expected: "a trace of at least one" },
      ),
    );
  if (diagnostics.length > 0) return { diagnostics, source };
  const { accepted, certainFrom, steps } = judge(dfa, trace);
  const verdict: TraceVerdict = { v: 1, type: "verdict", formula, accepted, certain: certainFrom ?? null, steps };
  const certainty =
    certainFrom === undefined
      ? "a longer trace could change that"
      : `certain from step ${certainFrom} (${writeLetter(trace[certainFrom] ?? [], atoms)}) on`;
  return { verdict, sentence: `${accepted ? "accepted" : "not accepted"}: ${certainty}\n` };
}
