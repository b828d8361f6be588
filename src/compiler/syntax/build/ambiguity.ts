import { levels, type InfixOperator } from "../../../../grammar/precedence.js";
import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { BuildContext } from "./context.js";
import type { Operand } from "./operand-value.js";

/**
 * Chains of a formula that other tools read differently: `a -> b -> c`, `a and b until c`, `a until b until c`. The reading here is
 * fixed; parentheses make it the reading everywhere. Spelled here because the tree keeps no parentheses.
 */
export function warnIfReadDifferently(
  context: BuildContext,
  infix: InfixOperator & { readonly span: Span },
  left: Operand,
  right: Operand,
): void {
  for (const inner of [left, right]) {
    const operator = inner.parenthesised ? undefined : chained(infix, inner);
    if (operator === undefined) continue;
    const text = (operand: Operand): string =>
      operand === inner ? `(${shortened(context, operand)})` : shortened(context, operand);
    const reading = `\`${text(left)} ${context.source.slice(infix.span)} ${text(right)}\``;
    const { file, start, end } = inner.span;
    context.report(
      report(
        "ambiguous-formula",
        inner.span,
        { outer: infix.operator, inner: operator, reading },
        {
          label: "grouped first",
          fixes: [
            {
              title: "add the parentheses",
              edits: [
                { span: { file, start, end: start }, text: "(" },
                { span: { file, start: end, end }, text: ")" },
              ],
              applicability: "safe",
            },
          ],
        },
      ),
    );
  }
}

/** The operator of `inner` where tools disagree about it beside `outer`. */
function chained(outer: InfixOperator, inner: Operand): string | undefined {
  const { node } = inner;
  if (outer.level === levels.implies) {
    return node.kind === "binary" && (node.operator === "implies" || node.operator === "iff")
      ? node.operator
      : undefined;
  }
  const takesUntil = outer.level >= levels.or && outer.level <= levels.until;
  return takesUntil && node.kind === "temporal-binary" ? node.operator : undefined;
}

function shortened(context: BuildContext, operand: Operand): string {
  const { start, end } = operand.span;
  return end - start > 30 ? "…" : context.source.slice(operand.span).replace(/\s+/g, " ");
}
