import { report } from "../../diagnostics/report.js";
import { join } from "../../source/span.js";
import type { Expression, RegularExpression } from "../ast/index.js";
import { errorExpression, type BuildContext } from "./context.js";
import { describe, isRegular, type Folded, type Operand } from "./operand-value.js";

/** An operand as an item of a sequence: a condition becomes one letter. */
export function regularOf(context: BuildContext, operand: Operand): RegularExpression {
  if (isRegular(operand.node)) return operand.node;
  const condition = conditionOf(context, operand, "sequence");
  if (context.temporal.has(condition)) {
    context.report(
      report("misplaced-formula", condition.span, {
        formula: describe(condition),
        where: "an item of a sequence",
        expected: "a condition",
      }),
    );
  }
  return { kind: "regular-letter", condition, span: condition.span };
}

/** An operand as a condition: a union of letters is their `or`, since each matches one step. */
export function conditionOf(context: BuildContext, operand: Operand, operator: string): Expression {
  const { node } = operand;
  if (node.kind === "chain") {
    context.report(
      report("chain-outside-pattern", node.span, { word: node.without === undefined ? "then" : "without" }),
    );
    return errorExpression(node.span);
  }
  if (!isRegular(node)) return node;
  const condition = letters(node);
  if (condition !== undefined) return condition;
  context.report(report("not-boolean-item", operand.span, { found: describe(node), operator }));
  return errorExpression(node.span);
}

function letters(node: RegularExpression): Expression | undefined {
  if (node.kind === "regular-letter") return node.condition;
  if (node.kind !== "regular-union") return undefined;
  let all: Expression | undefined;
  for (const item of node.items) {
    const condition = letters(item);
    if (condition === undefined) return undefined;
    all =
      all === undefined
        ? condition
        : { kind: "binary", operator: "or", left: all, right: condition, span: join(all.span, condition.span) };
  }
  return all;
}

/** `a; b; c` and `a or b or c` as one node each; parenthesised parts stay nodes of their own. */
export function joinRegular(
  context: BuildContext,
  kind: "regular-concatenation" | "regular-union",
  left: Operand,
  right: Operand,
): Folded {
  const first = regularOf(context, left);
  const last = regularOf(context, right);
  // The list of the left side is not shared yet, so it can grow in place: a copy at each step would make long chains quadratic.
  const items = first.kind === kind && !left.parenthesised ? (first.items as RegularExpression[]) : [first];
  items.push(last);
  return { kind, items, span: join(left.span, right.span) };
}
