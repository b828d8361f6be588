import type { CstNode } from "chevrotain";
import { report } from "../../diagnostics/report.js";
import { join, type Span } from "../../source/span.js";
import type { Expression, Pattern, PatternChain, PatternFormula, PatternScope, TaskFormula } from "../ast/index.js";
import { behind, errorExpression, places, spanIn, type BuildContext } from "./context.js";
import { has, nodeOf, tokenOf } from "./cst.js";
import { markFormula, openFormula } from "./formula-marks.js";
import { wholeNumber } from "./literal.js";
import { describe, type Chain, type Folded, type Operand } from "./operand-value.js";
import { conditionOf } from "./sequence.js";

export function isTask(node: Folded): node is TaskFormula {
  return node.kind === "achieve" || node.kind === "ensuring" || node.kind === "task-then" || node.kind === "task-or";
}

export function pattern(context: BuildContext, form: Pattern, span: Span): PatternFormula {
  return markFormula(context, { kind: "pattern", pattern: form, scope: { kind: "globally" }, span }, true);
}

/** `p precedes q`, `q responds to p`; either side may be a parenthesised chain. */
export function orderPattern(
  context: BuildContext,
  kind: "precedes" | "responds",
  left: Operand,
  right: Operand,
): PatternFormula {
  const subject = chainOf(context, left, kind);
  const other = chainOf(context, right, kind);
  return pattern(context, { kind, subject, other }, join(left.span, right.span));
}

function chainOf(context: BuildContext, operand: Operand, operator: string): PatternChain {
  const { node } = operand;
  if (node.kind === "chain") {
    return { items: node.items, ...(node.without === undefined ? {} : { without: node.without }), span: node.span };
  }
  const item = openFormula(context, conditionOf(context, operand, operator), operator);
  return { items: [item], span: item.span };
}

/** `left then right`: of tasks a task, of other formulas a chain. */
export function thenOf(context: BuildContext, left: Operand, right: Operand): Folded {
  const span = join(left.span, right.span);
  if (isTask(left.node) && isTask(right.node)) {
    return markFormula(context, { kind: "task-then", left: left.node, right: right.node, span }, true);
  }
  const mixed = isTask(left.node) ? right : isTask(right.node) ? left : undefined;
  if (mixed !== undefined) {
    reportTaskExpected(context, mixed, "then");
    return errorExpression(span);
  }
  const item = (operand: Operand): Expression => openFormula(context, conditionOf(context, operand, "then"), "then");
  // The list of the left side is not shared yet, so it can grow in place: a copy at each step would make long chains quadratic.
  const items = left.node.kind === "chain" && !left.parenthesised ? (left.node.items as Expression[]) : [item(left)];
  items.push(item(right));
  return { kind: "chain", items, span };
}

/** `chain without z` */
export function withoutOf(context: BuildContext, left: Operand, right: Operand): Chain {
  const items = left.node.kind === "chain" ? left.node.items : [conditionOf(context, left, "without")];
  return { kind: "chain", items, without: conditionOf(context, right, "without"), span: join(left.span, right.span) };
}

/** `task ensuring condition` */
export function ensuringOf(context: BuildContext, left: Operand, right: Operand): Expression {
  const span = join(left.span, right.span);
  if (!isTask(left.node)) {
    reportTaskExpected(context, left, "ensuring");
    return errorExpression(span);
  }
  const condition = openFormula(context, conditionOf(context, right, "ensuring"), "ensuring");
  return markFormula(context, { kind: "ensuring", task: left.node, condition, span }, true);
}

function reportTaskExpected(context: BuildContext, operand: Operand, operator: string): void {
  context.report(
    report(
      "misplaced-formula",
      operand.span,
      { formula: describe(operand.node), where: `an operand of \`${operator}\``, expected: "a task" },
      {
        help: "a task begins with `achieve`",
      },
    ),
  );
}

/** `p at most N times` */
export function atMost(context: BuildContext, tail: CstNode, operand: Operand): Expression {
  const count = tokenOf(tail, "times_count");
  const span = join(operand.span, spanIn(context, tail));
  const item = openFormula(context, conditionOf(context, operand, "at most"), "at most");
  const times = count === undefined ? 0 : wholeNumber(context, count, "a count");
  return pattern(context, { kind: "at-most", operand: item, times }, span);
}

/** A scope behind a pattern; `always p` and `eventually p` become patterns by having one. */
export function withScope(context: BuildContext, tail: CstNode, operand: Operand): Expression {
  const scope = scopeOf(context, tail);
  const span = join(operand.span, spanIn(context, tail));
  const { node } = operand;
  if (!operand.parenthesised) {
    if (node.kind === "pattern" && node.scope.span === undefined) {
      return markFormula(context, { ...node, scope, span }, true);
    }
    if (
      node.kind === "temporal-unary" &&
      node.bounds === undefined &&
      (node.operator === "always" || node.operator === "eventually")
    ) {
      const form = { kind: node.operator, operand: openFormula(context, node.operand, node.operator) };
      return markFormula(context, { kind: "pattern", pattern: form, scope, span }, true);
    }
  }
  if (node.kind !== "error") {
    context.report(
      report(
        "scope-without-pattern",
        spanIn(context, tail),
        { scope: scope.kind === "after-until" ? "after" : scope.kind, found: describe(node) },
        {
          related: [{ span: operand.span, label: "this is no pattern" }],
          help: "a pattern is `never p`, `always p`, `eventually p`, `p at most N times`, `p precedes q` or `q responds to p`; put parentheses around the whole of it",
        },
      ),
    );
  }
  return errorExpression(span);
}

function scopeOf(context: BuildContext, tail: CstNode): PatternScope & { readonly span: Span } {
  const node = nodeOf(tail, "scope");
  const span = spanIn(context, tail);
  const part = (key: string): Expression => {
    const expression = context.expression(context, nodeOf(node, key), places.formula, behind(span));
    return openFormula(context, expression, "a scope");
  };
  if (has(node, "before")) return { kind: "before", end: part("end"), span };
  if (has(node, "between")) return { kind: "between", start: part("start"), end: part("end"), span };
  if (has(node, "until")) return { kind: "after-until", start: part("start"), end: part("end"), span };
  if (has(node, "after")) return { kind: "after", start: part("start"), span };
  return { kind: "globally", span };
}
