import type { CstNode } from "chevrotain";
import { report } from "../../diagnostics/report.js";
import { join, type Span } from "../../source/span.js";
import type { Expression, IndexItem, RegularExpression } from "../ast/index.js";
import { argumentList } from "./argument.js";
import { argumentPlace, behind, errorExpression, spanIn, spanOr, type BuildContext, type Place } from "./context.js";
import { has, nodeOf, nodesOf, tokenOf, tokensOf } from "./cst.js";
import { valueOnly } from "./formula-marks.js";
import { wholeNumber } from "./literal.js";
import { identifier } from "./names.js";
import { describe, type Folded, type Operand } from "./operand-value.js";
import { overExpression, placeExpression } from "./over.js";
import { conditionOf, regularOf } from "./sequence.js";

/** An operand with what stands behind it: a field, an index, arguments, `over …`, or the repetition of a sequence's item. */
export function postfix(context: BuildContext, node: CstNode, operand: Operand, place: Place): Operand {
  const span = join(operand.span, spanIn(context, node));
  const result = applied(context, node, operand, place, span);
  return { node: result, span, parenthesised: false };
}

function applied(context: BuildContext, node: CstNode, operand: Operand, place: Place, span: Span): Folded {
  const repeated = repetition(context, node, operand, span);
  if (repeated !== undefined) return repeated;
  const object = (what: string): Expression =>
    valueOnly(context, conditionOf(context, operand, what), `what ${what} stands behind`);
  const field = tokenOf(node, "Word");
  if (field !== undefined) return { kind: "field", object: object("a field"), field: identifier(context, field), span };
  if (has(node, "Dot")) return { kind: "error", span };
  const index = nodeOf(node, "index");
  if (index !== undefined)
    return { kind: "index", object: object("an index"), items: indexItems(context, index, place), span };
  const list = nodeOf(node, "argumentList");
  if (list !== undefined) return call(context, list, operand, place, span);
  const over = nodeOf(node, "overClause");
  if (over !== undefined) return overExpression(context, over, operand, place, span);
  return placeExpression(context, node, operand, span);
}

function call(context: BuildContext, list: CstNode, operand: Operand, place: Place, span: Span): Folded {
  const { node: callee } = operand;
  if ((callee.kind !== "name" && callee.kind !== "field") || operand.parenthesised) {
    if (callee.kind !== "error") {
      const help =
        callee.kind === "last-step"
          ? { help: "inside a formula `last` is the last step; write `` `last` `` for the name" }
          : {};
      context.report(report("not-callable", operand.span, { found: describe(callee) }, help));
    }
    argumentList(context, list, undefined, place);
    return errorExpression(span);
  }
  return {
    kind: "call",
    callee,
    arguments: argumentList(context, list, callee.kind === "name" ? callee.name : undefined, place),
    span,
  };
}

function indexItems(context: BuildContext, node: CstNode, place: Place): IndexItem[] {
  const span = spanIn(context, node);
  const items = nodesOf(node, "indexItem");
  return items.flatMap((item, position): IndexItem[] => {
    const [lowNode, highNode] = [nodeOf(item, "low"), nodeOf(item, "high")];
    const part = (one: CstNode): Expression =>
      valueOnly(context, context.expression(context, one, argumentPlace(place), behind(span)), "an index");
    if (has(item, "Colon")) {
      const whole = spanOr(context, item, behind(span));
      return [
        {
          kind: "slice",
          ...(lowNode === undefined ? {} : { low: part(lowNode) }),
          ...(highNode === undefined ? {} : { high: part(highNode) }),
          span: whole,
        },
      ];
    }
    if (lowNode !== undefined) return [part(lowNode)];
    const trailing = position > 0 && position === items.length - 1;
    if (!trailing && !context.isBroken(span)) {
      context.report(report("unexpected-token", span, { found: "an empty index", expected: "an expression or `:`" }));
    }
    return trailing ? [] : [errorExpression(behind(span))];
  });
}

/** `a*`, `a+`, `a?`, `a{2}`, `a{2, 4}` in a sequence. */
function repetition(context: BuildContext, node: CstNode, operand: Operand, span: Span): RegularExpression | undefined {
  const repeat = (minimum: number, maximum?: number): RegularExpression => ({
    kind: "regular-repetition",
    item: regularOf(context, operand),
    minimum,
    ...(maximum === undefined ? {} : { maximum }),
    span,
  });
  if (has(node, "Star")) return repeat(0);
  if (has(node, "Plus")) return repeat(1);
  if (has(node, "Question")) return repeat(0, 1);
  const braces = nodeOf(node, "repetition");
  if (braces === undefined) return undefined;
  const [minimum = 0, maximum = minimum] = tokensOf(braces, "Number").map((token) =>
    wholeNumber(context, token, "a repetition"),
  );
  return repeat(minimum, maximum);
}
