import type { CstNode } from "chevrotain";
import type {
  AxisDeclaration,
  DefDeclaration,
  DefParameter,
  Expression,
  ImportDeclaration,
  LetDeclaration,
  ParamDeclaration,
  SegmentDeclaration,
} from "../ast/index.js";
import { behind, documentationAt, places, spanIn, spanOr, type BuildContext } from "./context.js";
import { has, nodeOf, nodesOf, tokenOf } from "./cst.js";
import { stringLiteral } from "./literal.js";
import { declaredName, declaredNames, identifier } from "./names.js";
import { typeOf } from "./type.js";

/** The `expression` part of a declaration; an error expression behind it where there is none. */
export function bodyOf(context: BuildContext, node: CstNode): Expression {
  return context.expression(context, nodeOf(node, "expression"), places.expression, behind(spanIn(context, node)));
}

/** The text of a string token with its place; absent where the parser found none. */
export function textOf(
  context: BuildContext,
  node: CstNode,
): { readonly value: string; readonly span: ImportDeclaration["span"] } | undefined {
  const token = tokenOf(node, "String");
  if (token === undefined) return undefined;
  const { value, span } = stringLiteral(context, token);
  return { value, span };
}

export function importDeclaration(context: BuildContext, node: CstNode): ImportDeclaration | undefined {
  const span = spanIn(context, node);
  const from = textOf(context, node);
  if (from === undefined) return undefined;
  const names = nodesOf(node, "importedName").flatMap((one): ImportDeclaration["names"] => {
    const name = tokenOf(one, "Name");
    const alias = declaredName(context, nodeOf(one, "declaredName"));
    return name === undefined ? [] : [{ name: identifier(context, name), ...(alias === undefined ? {} : { alias }) }];
  });
  return { kind: "import", names, from, ...documentationAt(context, span.start), span };
}

export function paramDeclaration(context: BuildContext, node: CstNode): ParamDeclaration | undefined {
  const span = spanIn(context, node);
  const name = declaredName(context, nodeOf(node, "declaredName"));
  const type = typeOf(context, nodeOf(node, "typeExpression"));
  if (name === undefined || type === undefined) return undefined;
  return { kind: "param", name, type, value: bodyOf(context, node), ...documentationAt(context, span.start), span };
}

export function letDeclaration(context: BuildContext, node: CstNode): LetDeclaration | undefined {
  const span = spanIn(context, node);
  const name = declaredName(context, nodeOf(node, "declaredName"));
  if (name === undefined) return undefined;
  return { kind: "let", name, value: bodyOf(context, node), ...documentationAt(context, span.start), span };
}

export function defDeclaration(context: BuildContext, node: CstNode): DefDeclaration | undefined {
  const span = spanIn(context, node);
  const name = declaredName(context, nodeOf(node, "declaredName"));
  if (name === undefined) return undefined;
  const parameters = nodesOf(node, "defParameter").flatMap((one): DefParameter[] => {
    const parameter = declaredName(context, nodeOf(one, "declaredName"));
    if (parameter === undefined) return [];
    return [
      {
        name: parameter,
        ...(has(one, "expression") ? { default: bodyOf(context, one) } : {}),
        span: spanOr(context, one, parameter.span),
      },
    ];
  });
  return { kind: "def", name, parameters, body: bodyOf(context, node), ...documentationAt(context, span.start), span };
}

export function axisDeclaration(context: BuildContext, node: CstNode): AxisDeclaration | undefined {
  const span = spanIn(context, node);
  const name = declaredName(context, nodeOf(node, "declaredName"));
  if (name === undefined) return undefined;
  const members = nodeOf(node, "members");
  return {
    kind: "axis",
    name,
    ...(members === undefined ? {} : { members: declaredNames(context, nodesOf(members, "declaredName")) }),
    ...(has(node, "LessEqual") ? { atMost: bodyOf(context, node) } : {}),
    ...documentationAt(context, span.start),
    span,
  };
}

export function segmentDeclaration(context: BuildContext, node: CstNode): SegmentDeclaration | undefined {
  const span = spanIn(context, node);
  const name = declaredName(context, nodeOf(node, "declaredName"));
  if (name === undefined || !(has(node, "between") || has(node, "runs"))) return undefined;
  const form = has(node, "runs") ? "runs" : "between";
  return {
    kind: "segment",
    name,
    form,
    condition: bodyOf(context, node),
    ...documentationAt(context, span.start),
    span,
  };
}
