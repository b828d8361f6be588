import { report } from "../../diagnostics/report.js";
import type { Expression } from "../ast/index.js";
import type { BuildContext } from "./context.js";
import { describe } from "./operand-value.js";

/** Marks a node as a formula; patterns and tasks are closed: no temporal operator may take them. */
export function markFormula<T extends Expression>(context: BuildContext, node: T, closed = false): T {
  context.temporal.add(node);
  if (closed) context.closedFormulas.add(node);
  return node;
}

/** A Boolean combination is a formula where one of its parts is. */
export function inheritMarks<T extends Expression>(context: BuildContext, node: T, parts: readonly Expression[]): T {
  if (parts.some((part) => context.temporal.has(part))) context.temporal.add(node);
  if (parts.some((part) => context.closedFormulas.has(part))) context.closedFormulas.add(node);
  return node;
}

/** Refuses a formula, and what only an aggregator or a schedule takes, where only a value can stand; `where` says which place that is. */
export function valueOnly(context: BuildContext, node: Expression, where: string): Expression {
  if (node.kind === "terms" || node.kind === "piecewise") {
    const callee = node.kind === "terms" ? "sum" : "schedule";
    context.report(report("misplaced-argument", node.span, { argument: node.kind, callee }));
    return { kind: "error", span: node.span };
  }
  if (!context.temporal.has(node)) return node;
  context.report(
    report(
      "misplaced-formula",
      node.span,
      { formula: describe(node), where, expected: "a value" },
      {
        label: "a formula, not a value",
        help: "temporal operators stand only under `not`, `and`, `or`, `xor`, `implies`, `iff`, `if`, `match` and each other",
      },
    ),
  );
  return { kind: "error", span: node.span };
}

/** Refuses a pattern or a task as operand of a temporal operator or of another pattern. */
export function openFormula(context: BuildContext, node: Expression, operator: string): Expression {
  if (!context.closedFormulas.has(node)) return node;
  context.report(
    report(
      "misplaced-formula",
      node.span,
      {
        formula: describe(node),
        where: `an operand of \`${operator}\``,
        expected: "a formula without patterns and tasks",
      },
      {
        label: "a pattern or a task",
      },
    ),
  );
  return { kind: "error", span: node.span };
}
