import type { CstNode } from "chevrotain";
import type { Expression, Identifier, SignalDeclaration, TypeExpression } from "../ast/index.js";
import { checkClauses, type Clause } from "./clause-order.js";
import { behind, documentationAt, places, spanIn, type BuildContext } from "./context.js";
import { has, nodeOf, nodesOf, tokenOf } from "./cst.js";
import { declaredNames, identifier } from "./names.js";
import { rangeClause, typeOf, unitClause } from "./type.js";

const order = ["in", "unit", "per agent", "per", "=", "missing"];

/** `signal`, `external signal` and `action`. */
export function signalDeclaration(context: BuildContext, node: CstNode): SignalDeclaration | undefined {
  const span = spanIn(context, node);
  const names = declaredNames(context, nodesOf(node, "declaredName"));
  const base = typeOf(context, nodeOf(node, "typeExpression"));
  if (names.length === 0 || base === undefined) return undefined;
  const clauses = nodesOf(node, "signalClause");
  checkClauses(
    context,
    [...typeClauses(base), ...clauses.map((one) => ({ name: nameOf(one), span: spanIn(context, one) }))],
    order,
  );
  const per = clauses.find((one) => nameOf(one) === "per");
  const perName = tokenOf(per, "Name");
  const value = clauses.find((one) => nameOf(one) === "=");
  const initial = value === undefined ? undefined : initialOf(context, value);
  const missing = missingPolicy(
    context,
    nodeOf(
      clauses.find((one) => nameOf(one) === "missing"),
      "missingPolicy",
    ),
  );
  return {
    kind: "signal",
    role: has(node, "action") ? "action" : has(node, "external") ? "external" : "signal",
    names,
    type: withLateClauses(context, base, clauses),
    perAgent: clauses.some((one) => nameOf(one) === "per agent"),
    ...(perName === undefined ? {} : { per: identifier(context, perName) satisfies Identifier }),
    atStart: has(per, "start"),
    ...(initial === undefined ? {} : { default: initial }),
    ...(missing === undefined ? {} : { missing }),
    ...documentationAt(context, span.start),
    span,
  };
}

function nameOf(clause: CstNode): string {
  if (has(clause, "rangeClause")) return "in";
  if (has(clause, "unitClause")) return "unit";
  if (has(clause, "missing")) return "missing";
  if (has(clause, "Equal")) return "=";
  return tokenOf(clause, "Name")?.tokenType.name === "agent" ? "per agent" : "per";
}

/** `= default`. A range behind it would be read as part of the value, so it is looked for there. */
function initialOf(context: BuildContext, clause: CstNode): Expression {
  const span = spanIn(context, clause);
  const value = context.expression(context, nodeOf(clause, "expression"), places.expression, behind(span));
  const parenthesised = value.span.end < span.end;
  if (value.kind !== "in" || parenthesised) return value;
  const { end } = value.value.span;
  checkClauses(
    context,
    [
      { name: "=", span: { ...span, end } },
      { name: "in", span: { ...span, start: end } },
    ],
    order,
  );
  return value.value;
}

/** The clauses that the type took itself. */
function typeClauses(type: TypeExpression): Clause[] {
  return [
    ...(type.range === undefined ? [] : [{ name: "in", span: type.range.span }]),
    ...(type.unit === undefined ? [] : [{ name: "unit", span: type.unit.span }]),
  ];
}

/** A range or unit behind another clause has been reported; it still counts. */
function withLateClauses(context: BuildContext, type: TypeExpression, clauses: readonly CstNode[]): TypeExpression {
  const range =
    type.range ??
    rangeClause(
      context,
      nodeOf(
        clauses.find((one) => nameOf(one) === "in"),
        "rangeClause",
      ),
    );
  const unit =
    type.unit ??
    unitClause(
      context,
      nodeOf(
        clauses.find((one) => nameOf(one) === "unit"),
        "unitClause",
      ),
    );
  return { ...type, ...(range === undefined ? {} : { range }), ...(unit === undefined ? {} : { unit }) };
}

function missingPolicy(context: BuildContext, node: CstNode | undefined): SignalDeclaration["missing"] | undefined {
  if (node === undefined) return undefined;
  const span = spanIn(context, node);
  if (has(node, "skip")) return { policy: "skip", span };
  if (has(node, "error")) return { policy: "error", span };
  const value = context.expression(context, nodeOf(node, "expression"), places.expression, behind(span));
  return { policy: has(node, "hold") ? "hold" : "default", value, span };
}
