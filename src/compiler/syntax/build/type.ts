import type { CstNode } from "chevrotain";
import { physicalUnits } from "../../../../grammar/words.js";
import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { TypeDimension, TypedParameter, TypeExpression, UnitExpression, Identifier } from "../ast/index.js";
import { behind, places, spanIn, spanOr, type BuildContext } from "./context.js";
import { has, nodeOf, nodesOf, tokenOf, tokensOf } from "./cst.js";
import { numberLiteral } from "./literal.js";
import { declaredName, declaredNames, identifier, spelling } from "./names.js";
import { rangeOf } from "./range.js";

const named: ReadonlySet<string> = new Set(["bool", "int", "float", "vec2", "vec3", "vec4"]);
type NamedType = Extract<TypeExpression["base"], { kind: "named" }>["name"];

/** The type of a `typeExpression` node; absent where the parser found none. */
export function typeOf(context: BuildContext, node: CstNode | undefined): TypeExpression | undefined {
  const base = node === undefined ? undefined : baseOf(context, node);
  if (node === undefined || base === undefined) return undefined;
  const span = spanIn(context, node);
  const dimensions = nodesOf(node, "dimension").map((one): TypeDimension => {
    const whole = spanOr(context, one, behind(span));
    return {
      size: context.expression(context, nodeOf(one, "expression"), places.expression, behind(whole)),
      ragged: has(one, "LessEqual"),
      span: whole,
    };
  });
  const range = rangeClause(context, nodeOf(node, "rangeClause"));
  const unit = unitClause(context, nodeOf(node, "unitClause"));
  return { base, dimensions, ...(range === undefined ? {} : { range }), ...(unit === undefined ? {} : { unit }), span };
}

function baseOf(context: BuildContext, node: CstNode): TypeExpression["base"] | undefined {
  if (has(node, "enum"))
    return { kind: "enum", members: declaredNames(context, nodesOf(nodeOf(node, "members"), "declaredName")) };
  if (has(node, "quat")) return { kind: "named", name: has(node, "xyzw") ? "quat xyzw" : "quat wxyz" };
  const token = tokenOf(node, "Name");
  if (token === undefined) return undefined;
  const name = spelling(token);
  const builtIn = named.has(name) && !token.image.startsWith("`");
  return builtIn ? { kind: "named", name: name as NamedType } : { kind: "reference", name: identifier(context, token) };
}

/** `in [low, high]` */
export function rangeClause(context: BuildContext, node: CstNode | undefined): TypeExpression["range"] | undefined {
  return node === undefined
    ? undefined
    : rangeOf(context, nodeOf(node, "range"), places.expression, spanIn(context, node));
}

/** `unit m/s^2`; units that are not in the list are reported and kept. */
export function unitClause(context: BuildContext, node: CstNode | undefined): UnitExpression | undefined {
  if (node === undefined) return undefined;
  const divisions = new Set(tokensOf(node, "Slash").map((token) => token.startOffset));
  const signs = [...tokensOf(node, "Slash"), ...tokensOf(node, "Star")].sort((a, b) => a.startOffset - b.startOffset);
  const all = nodesOf(node, "unitFactor");
  const factors = all.flatMap((factor, position): UnitExpression["factors"] => {
    const operator = signs[position - 1];
    const exponent =
      exponentOf(context, factor) * (operator !== undefined && divisions.has(operator.startOffset) ? -1 : 1);
    const name = tokenOf(factor, "Name");
    if (name === undefined) return [];
    checkUnit(context, spelling(name), spanIn(context, name));
    return [[spelling(name), exponent]];
  });
  const span = spanIn(context, node);
  const [first] = all;
  return { factors, span: first === undefined ? span : { ...span, start: spanOr(context, first, span).start } };
}

function exponentOf(context: BuildContext, factor: CstNode): number {
  const one = tokenOf(factor, "one");
  if (one !== undefined && one.image !== "1") checkUnit(context, one.image, spanIn(context, one));
  const token = tokenOf(factor, "exponent");
  if (token === undefined) return 1;
  const { value } = numberLiteral(context, token);
  return has(factor, "Minus") ? -value : value;
}

function checkUnit(context: BuildContext, unit: string, span: Span): void {
  if (physicalUnits.some((known) => known === unit)) return;
  context.report(
    report(
      "unknown-unit",
      span,
      { unit },
      { help: `units are \`${physicalUnits.join("`, `")}\`, their products and powers` },
    ),
  );
}

/** The parameters of a template: names up to a type share it. */
export function typedParameters(context: BuildContext, node: CstNode | undefined): TypedParameter[] {
  const groups: TypedParameter[] = [];
  let names: Identifier[] = [];
  const close = (type: TypeExpression | undefined): void => {
    const [first] = names;
    const last = type ?? names.at(-1);
    if (first !== undefined && last !== undefined) {
      groups.push({ names, ...(type === undefined ? {} : { type }), span: { ...first.span, end: last.span.end } });
    }
    names = [];
  };
  for (const one of nodesOf(node, "typedParameter")) {
    const name = declaredName(context, nodeOf(one, "declaredName"));
    if (name !== undefined) names.push(name);
    const type = typeOf(context, nodeOf(one, "typeExpression"));
    if (type !== undefined) close(type);
  }
  close(undefined);
  return groups;
}
