import type { CstElement, CstNode, IToken } from "chevrotain";
import { report } from "../../diagnostics/report.js";
import { unreachable } from "../../unreachable.js";
import { join, type Span } from "../../source/span.js";
import type { Expression, IndexItem } from "../ast/index.js";
import { argumentList } from "./argument.js";
import { argumentPlace, behind, errorExpression, spanIn, spanOr, type BuildContext, type Place } from "./context.js";
import { has, nodeOf, nodesOf, startOf, tokensOf } from "./cst.js";
import { valueOnly } from "./formula-marks.js";
import { wholeNumber } from "./literal.js";
import { identifier } from "./names.js";
import { describe, type Folded, type Operand } from "./operand-value.js";
import { overExpression, placeExpression, withCondition, withoutSelf, withPath } from "./over.js";
import { conditionOf, regularOf } from "./sequence.js";

/** One thing behind an operand: the token or node that it begins with, and the part that follows, as the name behind `.`. */
export interface Postfix {
  readonly kind: (typeof kinds)[number];
  readonly head: CstElement;
  readonly body: CstElement | undefined;
}

const kinds = [
  "Dot",
  "index",
  "argumentList",
  "overClause",
  "after",
  "by",
  "where",
  "except",
  "at",
  "Star",
  "Plus",
  "Question",
  "repetition",
] as const;
const bodies = ["field", "clause_operand", "path", "self", "place_scope"];

const kindNames: ReadonlySet<string> = new Set(kinds);
const none: readonly Postfix[] = [];

function isKind(key: string): key is Postfix["kind"] {
  return kindNames.has(key);
}

/** What stands behind the operand in a node, in the order of the text. */
export function postfixesOf(node: CstNode): readonly Postfix[] {
  const present = Object.keys(node.children).filter(isKind);
  if (present.length === 0 || has(node, "most")) return none;
  const heads = present.flatMap((kind) => (node.children[kind] ?? []).map((head) => ({ kind, head })));
  const inOrder = heads
    .filter(({ head }) => !Number.isNaN(startOf(head)))
    .sort((a, b) => startOf(a.head) - startOf(b.head));
  const parts = bodies.flatMap((key) => node.children[key] ?? []).sort((a, b) => startOf(a) - startOf(b));
  let next = 0;
  return inOrder.map(({ kind, head }, position) => {
    const begin = startOf(head);
    const end = startOf(inOrder[position + 1]?.head ?? head);
    while (next < parts.length && startOf(parts[next] ?? head) < begin) next++;
    const part = parts[next];
    const mine = part !== undefined && (end === begin || startOf(part) < end);
    return { kind, head, body: mine ? part : undefined };
  });
}

/** An operand with what stands behind it: a field, an index, arguments, `over …`, or the repetition of a sequence's item. */
export function postfix(context: BuildContext, part: Postfix, operand: Operand, place: Place): Operand {
  const { kind, head, body } = part;
  const to = (end: CstElement | undefined): Span => join(operand.span, spanIn(context, end ?? head));
  const apply = (result: Folded, span: Span): Operand => ({ node: result, span, parenthesised: false });
  const object = (what: string): Expression =>
    valueOnly(context, conditionOf(context, operand, what), `what ${what} stands behind`);
  switch (kind) {
    case "Dot": {
      const field = tokenAt(body);
      const span = to(field);
      if (field === undefined) return apply(errorExpression(span), span);
      return apply({ kind: "field", object: object("a field"), field: identifier(context, field), span }, span);
    }
    case "index": {
      const span = to(head);
      return apply(
        { kind: "index", object: object("an index"), items: indexItems(context, nodeAt(head), place), span },
        span,
      );
    }
    case "argumentList": {
      const span = to(head);
      return apply(call(context, nodeAt(head), operand, place, span), span);
    }
    case "overClause": {
      const span = to(head);
      return apply(overExpression(context, nodeAt(head), operand, span), span);
    }
    case "after":
    case "where": {
      const clause = nodeAt(body);
      const span = to(clause);
      return apply(withCondition(context, kind, operand, clause, place, span), span);
    }
    case "by": {
      const path = nodeAt(body);
      const span = to(path);
      return apply(withPath(context, operand, path, span), span);
    }
    case "except": {
      const span = to(body);
      return apply(withoutSelf(operand, span), span);
    }
    case "at": {
      const scope = tokenAt(body);
      const span = to(scope);
      return apply(placeExpression(context, operand, scope, span), span);
    }
    case "Star":
      return apply(repeated(context, operand, 0, undefined, to(head)), to(head));
    case "Plus":
      return apply(repeated(context, operand, 1, undefined, to(head)), to(head));
    case "Question":
      return apply(repeated(context, operand, 0, 1, to(head)), to(head));
    case "repetition": {
      const counts = tokensOf(nodeAt(head), "Number").map((token) => wholeNumber(context, token, "a repetition"));
      const [minimum = 0, maximum = minimum] = counts;
      return apply(repeated(context, operand, minimum, maximum, to(head)), to(head));
    }
    default:
      return unreachable(kind);
  }
}

function nodeAt(element: CstElement | undefined): CstNode | undefined {
  return element !== undefined && "children" in element ? element : undefined;
}

function tokenAt(element: CstElement | undefined): IToken | undefined {
  return element !== undefined && "image" in element ? element : undefined;
}

/** `a*`, `a+`, `a?`, `a{2}`, `a{2, 4}` in a sequence. */
function repeated(
  context: BuildContext,
  operand: Operand,
  minimum: number,
  maximum: number | undefined,
  span: Span,
): Folded {
  const item = regularOf(context, operand);
  return { kind: "regular-repetition", item, minimum, ...(maximum === undefined ? {} : { maximum }), span };
}

function call(context: BuildContext, list: CstNode | undefined, operand: Operand, place: Place, span: Span): Folded {
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

function indexItems(context: BuildContext, node: CstNode | undefined, place: Place): IndexItem[] {
  const span = spanOr(context, node, { file: context.source.path, start: 0, end: 0 });
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
