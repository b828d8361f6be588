import type { Place } from "../../../automata/syntax-problem.js";
import type { TextEdge, TextMachine } from "../../../automata/text/text-machine.js";
import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { report } from "../../../diagnostics/report.js";
import type { Span } from "../../../source/span.js";

/**
 * The edges as the published code keeps them: one for each pair of states, all terminal states being one. A later edge replaces an earlier one of its pair and takes its place
 * in the order.
 */
export function overwritten(
  text: TextMachine,
  at: (place: Place) => Span,
): { readonly edges: readonly TextEdge[]; readonly diagnostics: readonly Diagnostic[] } {
  const terminals = new Set(text.terminals);
  const kept = new Map<string, TextEdge>();
  const diagnostics: Diagnostic[] = [];
  for (const edge of text.edges) {
    const key = `${edge.from}:${terminals.has(edge.to) ? "terminal" : edge.to}`;
    const old = kept.get(key);
    if (old !== undefined)
      diagnostics.push(
        report(
          "overwritten-edge",
          at(old.place),
          { from: edge.from },
          { label: "lost", related: [{ span: at(edge.place), label: "replaces it" }] },
        ),
      );
    kept.set(key, edge);
  }
  return { edges: [...kept.values()], diagnostics };
}
