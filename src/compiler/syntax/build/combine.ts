import type { CstNode, IToken } from "chevrotain";
import { infixOperators, levels, type InfixOperator } from "../../../../grammar/precedence.js";
import { letterOperators } from "../../../../grammar/words.js";
import { report } from "../../diagnostics/report.js";
import { join, type Span } from "../../source/span.js";
import type { BinaryOperator, BinaryTemporalOperator, Bounds, Expression } from "../ast/index.js";
import { warnIfReadDifferently } from "./ambiguity.js";
import { errorExpression, spanIn, type BuildContext, type Place } from "./context.js";
import { nodeOf, tokenOf } from "./cst.js";
import { inheritMarks, markFormula, openFormula, valueOnly } from "./formula-marks.js";
import { describe, type Folded, type Operand } from "./operand-value.js";
import { ensuringOf, isTask, orderPattern, thenOf, withoutOf } from "./patterns.js";
import { boundsOf } from "./prefix.js";
import { conditionOf, joinRegular } from "./sequence.js";

/** A binary operator as written. */
export interface Infix extends InfixOperator {
  readonly span: Span;
  readonly inclusive: boolean;
  readonly bounds?: Bounds;
}

/** The operator of a `tail` node that has one. */
export function infixOf(context: BuildContext, tail: CstNode, token: IToken, place: Place): Infix {
  const span = spanIn(context, token);
  const base = infixOperators[token.tokenType.name] ?? {
    level: levels.comparison,
    associativity: "none",
    operator: token.image,
  };
  if (token.image in letterOperators) context.letterUses.push({ letter: token.image, span });
  if (token.tokenType.name === "Equal") {
    context.report(
      report(
        "assignment-for-equality",
        span,
        {},
        {
          fixes: [{ title: "write `==`", edits: [{ span, text: "==" }], applicability: "safe" }],
        },
      ),
    );
  }
  if ((token.tokenType.name === "Arrow" || token.tokenType.name === "DoubleArrow") && place.kind === "expression") {
    context.report(
      report(
        "arrow-outside-formula",
        span,
        { arrow: token.image, word: base.operator },
        {
          fixes: [
            { title: `write \`${base.operator}\``, edits: [{ span, text: base.operator }], applicability: "safe" },
          ],
        },
      ),
    );
  }
  const operator = strengthened(context, nodeOf(tail, "strength"), base.operator);
  const bounds = boundsOf(context, nodeOf(tail, "bounds"), operator, place);
  const inclusive = isInclusive(context, tail, operator);
  return { ...base, operator, span, inclusive, ...(bounds === undefined ? {} : { bounds }) };
}

/** `until inclusive`, `since inclusive`; the end of `release` is included anyway. */
function isInclusive(context: BuildContext, tail: CstNode, operator: string): boolean {
  const token = tokenOf(tail, "inclusive");
  if (token === undefined) return false;
  if (!operator.endsWith("release")) return true;
  context.report(
    report("unexpected-token", spanIn(context, token), {
      found: "`inclusive`",
      expected: `an operand: \`${operator}\` includes its end`,
    }),
  );
  return false;
}

function strengthened(context: BuildContext, node: CstNode | undefined, operator: string): string {
  if (node === undefined) return operator;
  const word = tokenOf(node, "weak") === undefined ? "strong" : "weak";
  const whole = `${word} ${operator}`;
  if (whole === "weak until" || whole === "weak since" || whole === "strong release") return whole;
  context.report(
    report("unexpected-token", spanIn(context, node), {
      found: `\`${whole}\``,
      expected: "`weak until`, `weak since` or `strong release`",
    }),
  );
  return operator;
}

/** The node that `operator` makes of its two sides. */
export function combine(context: BuildContext, place: Place, infix: Infix, left: Operand, right: Operand): Folded {
  const { operator } = infix;
  const span = join(left.span, right.span);
  if (place.kind === "formula") warnIfReadDifferently(context, infix, left, right);
  switch (operator) {
    case ";":
      return joinRegular(context, "regular-concatenation", left, right);
    case "or":
      if (place.kind === "sequence") return joinRegular(context, "regular-union", left, right);
      if (isTask(left.node) && isTask(right.node)) {
        return markFormula(context, { kind: "task-or", left: left.node, right: right.node, span }, true);
      }
      return boolean(context, operator, left, right, span);
    case "implies":
    case "iff":
    case "xor":
    case "and":
      return boolean(context, operator, left, right, span);
    case "then":
      return thenOf(context, left, right);
    case "without":
      return withoutOf(context, left, right);
    case "ensuring":
      return ensuringOf(context, left, right);
    case "precedes":
    case "responds":
      return orderPattern(context, operator, left, right);
    case "in":
      return inRange(context, left, right, span);
  }
  if (infix.level === levels.until) return temporal(context, infix, left, right, span);
  const value = (operand: Operand): Expression =>
    valueOnly(context, conditionOf(context, operand, operator), `an operand of \`${operator}\``);
  return { kind: "binary", operator: operator as BinaryOperator, left: value(left), right: value(right), span };
}

function boolean(
  context: BuildContext,
  operator: BinaryOperator,
  leftOperand: Operand,
  rightOperand: Operand,
  span: Span,
): Expression {
  const left = conditionOf(context, leftOperand, operator);
  const right = conditionOf(context, rightOperand, operator);
  return inheritMarks(context, { kind: "binary", operator, left, right, span }, [left, right]);
}

function temporal(context: BuildContext, infix: Infix, left: Operand, right: Operand, span: Span): Expression {
  const { operator, inclusive, bounds } = infix;
  const side = (operand: Operand): Expression =>
    openFormula(context, conditionOf(context, operand, operator), operator);
  return markFormula(context, {
    kind: "temporal-binary",
    operator: operator as BinaryTemporalOperator,
    inclusive,
    ...(bounds === undefined ? {} : { bounds }),
    left: side(left),
    right: side(right),
    span,
  });
}

function inRange(context: BuildContext, left: Operand, right: Operand, span: Span): Expression {
  const value = valueOnly(context, conditionOf(context, left, "in"), "an operand of `in`");
  const { node } = right;
  const [low, high, ...more] = node.kind === "vector" && !right.parenthesised ? node.items : [];
  if (low !== undefined && high !== undefined && more.length === 0) return { kind: "in", value, low, high, span };
  if (node.kind !== "error") {
    context.report(
      report("range-expected", right.span, { found: describe(node) }, { label: "expected `[low, high]`" }),
    );
  }
  return errorExpression(span);
}
