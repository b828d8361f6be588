import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { BuildContext } from "./context.js";

export interface Clause {
  readonly name: string;
  readonly span: Span;
}

/** Refuses clauses that are given twice or stand behind one that belongs after them. `order` lists the names as they must stand. */
export function checkClauses(context: BuildContext, clauses: readonly Clause[], order: readonly string[]): void {
  const seen = new Map<string, Clause>();
  let latest: Clause | undefined;
  for (const clause of [...clauses].sort((a, b) => a.span.start - b.span.start)) {
    const earlier = seen.get(clause.name);
    if (earlier !== undefined) {
      context.report(
        report(
          "repeated-clause",
          clause.span,
          { clause: clause.name },
          { related: [{ span: earlier.span, label: "the first one" }] },
        ),
      );
      continue;
    }
    seen.set(clause.name, clause);
    if (latest !== undefined && order.indexOf(clause.name) < order.indexOf(latest.name))
      reportOrder(context, clause, latest);
    else latest = clause;
  }
}

function reportOrder(context: BuildContext, clause: Clause, other: Clause): void {
  const { file, start } = other.span;
  context.report(
    report(
      "clause-order",
      clause.span,
      { clause: clause.name, other: other.name },
      {
        related: [{ span: other.span, label: `must follow \`${clause.name}\`` }],
        fixes: [
          {
            title: `move \`${clause.name}\` before \`${other.name}\``,
            edits: [
              { span: { file, start, end: start }, text: `${context.source.slice(clause.span)} ` },
              { span: clause.span, text: "" },
            ],
            applicability: "safe",
          },
        ],
      },
    ),
  );
}
