import type { TemporalFormula } from "../../automata/temporal/formula.js";
import type { Edit } from "../../diagnostics/diagnostic.js";
import type { ReportOptions } from "../../diagnostics/report.js";
import type { ObjectiveContext } from "./context.js";

/** The advice to ask for a next step only where there is one, with the edits where all the operators are written as words or letters. */
export function weakNextFix(
  { objective, sources }: ObjectiveContext,
  parts: readonly TemporalFormula[],
): Pick<ReportOptions, "help" | "fixes"> {
  const edits = parts.flatMap((part): readonly Edit[] => {
    const span = objective.spans?.get(part);
    const text = span === undefined ? undefined : sources.get(span.file)?.slice(span);
    if (span === undefined || text === undefined || part.kind !== "next") return [];
    if (/^next\b/.test(text)) return [{ span: { ...span, end: span.start }, text: "weak " }];
    return /^X\b/.test(text) ? [{ span: { ...span, end: span.start + 1 }, text: "N" }] : [];
  });
  const weak = parts.some(({ kind }) => kind === "weak-next");
  return {
    help: weak
      ? "write `next` for `weak next` here, which the formula negates: it then asks for nothing that is not there"
      : "write `weak next`, which also holds at the last step, or say `not last` where a next step must come",
    ...(edits.length < parts.length
      ? {}
      : { fixes: [{ title: "write `weak next`", edits, applicability: "maybe" as const }] }),
  };
}
