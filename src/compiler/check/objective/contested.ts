import { report } from "../../diagnostics/report.js";
import type { BinaryExpression, Expression, TemporalBinary } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import type { Scope } from "../scope.js";

/**
 * Warns where other tools group a chain without parentheses differently (Spot, LTLf2DFA, Lydia and Owl have four tables of precedence): implications and
 * equivalences in a row, operators like `until` in a row, and those below `and` and `or`. The fix writes the parentheses as they are read here.
 */
export function contested(expression: BinaryExpression | TemporalBinary, scope: Scope, context: Context): void {
  for (const operand of [expression.left, expression.right]) {
    if (!isContested(expression, operand) || isParenthesised(operand, scope)) continue;
    const text = scope.home.source.slice(operand.span);
    context.report(
      scope,
      report(
        "contested-precedence",
        operand.span,
        { inner: wordOf(operand), outer: wordOf(expression) },
        {
          label: "read as if it stood in parentheses",
          fixes: [
            {
              title: "write the parentheses",
              edits: [{ span: operand.span, text: `(${text})` }],
              applicability: "safe",
            },
          ],
        },
      ),
    );
  }
}

function isContested(outer: BinaryExpression | TemporalBinary, inner: Expression): boolean {
  if (outer.kind === "temporal-binary") return inner.kind === "temporal-binary";
  if (outer.operator === "implies" || outer.operator === "iff")
    return inner.kind === "binary" && (inner.operator === "implies" || inner.operator === "iff");
  return (outer.operator === "and" || outer.operator === "or") && inner.kind === "temporal-binary";
}

function wordOf(expression: Expression): string {
  return expression.kind === "binary" || expression.kind === "temporal-binary" ? expression.operator : "…";
}

/** Spans leave parentheses out: they are looked for in the text. */
function isParenthesised({ span }: Expression, { home }: Scope): boolean {
  const { text } = home.source;
  return (
    /\(\s*$/.test(text.slice(Math.max(0, span.start - 200), span.start)) &&
    /^\s*\)/.test(text.slice(span.end, span.end + 200))
  );
}
