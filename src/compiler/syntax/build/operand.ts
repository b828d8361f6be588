import type { CstNode, IToken } from "chevrotain";
import { join } from "../../source/span.js";
import type { Expression, RegularExpression } from "../ast/index.js";
import { argumentPlace, behind, errorExpression, spanIn, spanOr, type BuildContext, type Place } from "./context.js";
import { has, nodeOf, nodesOf, tokenOf } from "./cst.js";
import { markFormula, valueOnly } from "./formula-marks.js";
import { piecewise } from "./argument.js";
import { ifExpression } from "./if-expression.js";
import { numberLiteral, stringLiteral } from "./literal.js";
import { matchExpression } from "./match-expression.js";
import { identifier, reportReserved, spelling } from "./names.js";
import type { Operand } from "./operand-value.js";
import { postfix, postfixesOf } from "./postfix.js";
import { regularOf } from "./sequence.js";

/** Folds an `expression` node without leaving the fold's own values. */
export type FoldExpression = (context: BuildContext, node: CstNode, place: Place) => Operand;

/** The value of the operand in a node, without its prefixes. */
export function primary(context: BuildContext, node: CstNode, place: Place, foldExpression: FoldExpression): Operand {
  let value = closed(context, node, place, foldExpression);
  for (const part of postfixesOf(node)) value = postfix(context, part, value, place);
  return value;
}

function closed(context: BuildContext, node: CstNode, place: Place, foldExpression: FoldExpression): Operand {
  const parentheses = nodeOf(node, "parenthesised");
  const inner = nodeOf(parentheses, "expression");
  if (parentheses !== undefined && inner !== undefined) {
    const value = foldExpression(context, inner, place);
    return { node: value.node, span: spanIn(context, parentheses), parenthesised: true };
  }
  const expression = simple(context, node, place, foldExpression);
  return { node: expression, span: expression.span, parenthesised: false };
}

function simple(context: BuildContext, node: CstNode, place: Place, foldExpression: FoldExpression): Expression {
  const fallback = spanOr(context, node, { file: context.source.path, start: 0, end: 0 });
  const number = tokenOf(node, "Number");
  if (number !== undefined) return numberLiteral(context, number);
  const name = tokenOf(node, "name");
  if (name !== undefined) return named(context, name, place);
  const truth = tokenOf(node, "true") ?? tokenOf(node, "false");
  if (truth !== undefined) return { kind: "boolean", value: truth.image === "true", span: spanIn(context, truth) };
  const string = tokenOf(node, "String");
  if (string !== undefined) return stringLiteral(context, string);
  const vector = nodeOf(node, "vector");
  if (vector !== undefined) {
    const span = spanIn(context, vector);
    const items = nodesOf(vector, "expression").map((item) =>
      valueOnly(context, context.expression(context, item, argumentPlace(place), behind(span)), "an item of a list"),
    );
    return { kind: "vector", items, span };
  }
  const branch = nodeOf(node, "ifExpression");
  if (branch !== undefined) return ifExpression(context, branch, place);
  const match = nodeOf(node, "matchExpression");
  if (match !== undefined) return matchExpression(context, match, place);
  const sequence = nodeOf(node, "sequenceFormula");
  if (sequence !== undefined) return sequenceFormula(context, sequence, place, foldExpression);
  const points = nodeOf(node, "piecewise_map");
  if (points !== undefined) return piecewise(context, points, argumentPlace(place));
  const terms = tokenOf(node, "terms");
  if (terms !== undefined) return termsExpression(context, terms, tokenOf(node, "terms_group"));
  const misplaced = tokenOf(node, "Misplaced");
  if (misplaced !== undefined) {
    if (misplaced.image !== "reward" || !place.test) reportReserved(context, misplaced);
    return { kind: "name", name: misplaced.image, span: spanIn(context, misplaced) };
  }
  return errorExpression(fallback);
}

function named(context: BuildContext, token: IToken, place: Place): Expression {
  const span = spanIn(context, token);
  if (token.tokenType.name === "last" && (place.kind === "formula" || place.kind === "sequence")) {
    return markFormula(context, { kind: "last-step", span });
  }
  if (token.tokenType.name === "done" && place.machine) reportReserved(context, token);
  return { kind: "name", name: spelling(token), span };
}

/** `terms` or `terms NAME` */
function termsExpression(context: BuildContext, terms: IToken, group: IToken | undefined): Expression {
  const span = spanIn(context, terms);
  if (group === undefined) return { kind: "terms", span };
  return { kind: "terms", group: identifier(context, group), span: join(span, spanIn(context, group)) };
}

function sequenceFormula(
  context: BuildContext,
  node: CstNode,
  place: Place,
  foldExpression: FoldExpression,
): Expression {
  const span = spanIn(context, node);
  const body = nodeOf(node, "expression");
  const regular: RegularExpression =
    body === undefined
      ? { kind: "regular-letter", condition: errorExpression(behind(span)), span: behind(span) }
      : regularOf(context, foldExpression(context, body, { ...place, kind: "sequence" }));
  return markFormula(context, { kind: "sequence", exactly: has(node, "exactly"), body: regular, span });
}
