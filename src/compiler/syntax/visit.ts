import type { Span } from "../source/span.js";
import type { Expression, Formula } from "./ast/index.js";

/** Anything in the tree that has a place in the text. */
export interface SyntaxNode {
  readonly span: Span;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isSyntaxNode(value: object): value is SyntaxNode {
  return "span" in value;
}

/**
 * The nodes directly below `node`, in the order of the text. Parts without a place of their own, as the form of a `shape`, are looked
 * through. It reads the tree as data, so a new kind of node needs no change here.
 */
export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  collect(node, found);
  return found.sort((a, b) => a.span.start - b.span.start);
}

function collect(value: object, found: SyntaxNode[]): void {
  for (const [key, part] of Object.entries(value)) {
    if (key === "span" || !isObject(part)) continue;
    if (isSyntaxNode(part)) found.push(part);
    else collect(part, found);
  }
}

/** Calls `enter` for `root` and everything below it, parents first; where it returns false the node's children are left out. Needs no call stack. */
export function walk(
  root: SyntaxNode,
  enter: (node: SyntaxNode, parent: SyntaxNode | undefined) => boolean | void,
): void {
  const pending: { readonly node: SyntaxNode; readonly parent: SyntaxNode | undefined }[] = [
    { node: root, parent: undefined },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, parent } = next;
    if (enter(node, parent) === false) continue;
    for (const child of children(node).reverse()) pending.push({ node: child, parent: node });
  }
}

/** The kinds of expression that are formulas, whatever stands below them. */
export const formulaKinds: ReadonlySet<Expression["kind"]> = new Set<Formula["kind"]>([
  "temporal-unary",
  "temporal-binary",
  "last-step",
  "sequence",
  "pattern",
  "achieve",
  "ensuring",
  "task-then",
  "task-or",
]);

const expressionKinds: ReadonlySet<string> = new Set<Expression["kind"]>([
  "number",
  "boolean",
  "string",
  "name",
  "field",
  "index",
  "call",
  "vector",
  "unary",
  "binary",
  "in",
  "if",
  "match",
  "comprehension",
  "over",
  "place",
  "on",
  "terms",
  "piecewise",
  "error",
  ...formulaKinds,
]);
/** Declarations, scopes and patterns that share a name with an expression. */
const expressionFields: Partial<Record<Expression["kind"], string>> = { terms: "members" };

/** Whether a node met on a walk is an expression. */
export function isExpression(node: SyntaxNode): node is Expression {
  if (!("kind" in node) || typeof node.kind !== "string" || !expressionKinds.has(node.kind)) return false;
  const other = expressionFields[node.kind as Expression["kind"]];
  return other === undefined || !(other in node);
}

/**
 * Computes a value for an expression from the values of the expressions directly below it, bottom up. Needs no call stack: a chain of
 * 20,000 operators is as deep as it is long.
 */
export function foldExpression<T>(root: Expression, combine: (node: Expression, parts: readonly T[]) => T): T {
  const results: T[] = [];
  const pending: { readonly node: Expression; readonly below: number }[] = [{ node: root, below: -1 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, below } = next;
    if (below >= 0) {
      results.push(combine(node, results.splice(results.length - below, below)));
      continue;
    }
    const parts = subexpressions(node);
    pending.push({ node, below: parts.length });
    for (const part of [...parts].reverse()) pending.push({ node: part, below: -1 });
  }
  return results[0] as T;
}

/** The expressions directly below a node, in the order of the text, also through parts that are no expressions themselves. */
export function subexpressions(node: SyntaxNode): Expression[] {
  return children(node).flatMap((child) => (isExpression(child) ? [child] : subexpressions(child)));
}
