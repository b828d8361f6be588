import type { CstElement, CstNode, IToken } from "chevrotain";
import type { Span } from "../../source/span.js";

/** Reading a concrete tree of which any part may be missing, since the parser recovers from errors. */

function isNode(element: CstElement): element is CstNode {
  return "children" in element;
}

const nothing: readonly CstElement[] = [];

function partsUnder(node: CstNode | undefined, key: string): readonly CstElement[] {
  return node?.children[key] ?? nothing;
}

/** The sub-trees under `key`, in order. */
export function nodesOf(node: CstNode | undefined, key: string): CstNode[] {
  return partsUnder(node, key).filter(isNode);
}

export function nodeOf(node: CstNode | undefined, key: string): CstNode | undefined {
  const parts = partsUnder(node, key);
  return parts.length === 0 ? undefined : parts.find(isNode);
}

function isWritten(element: CstElement): element is IToken {
  return !isNode(element) && !Number.isNaN(element.startOffset);
}

/** The tokens under `key`, in order, without those that recovery inserted. */
export function tokensOf(node: CstNode | undefined, key: string): IToken[] {
  return partsUnder(node, key).filter(isWritten);
}

export function tokenOf(node: CstNode | undefined, key: string): IToken | undefined {
  const parts = partsUnder(node, key);
  return parts.length === 0 ? undefined : parts.find(isWritten);
}

export function has(node: CstNode | undefined, key: string): boolean {
  return (node?.children[key]?.length ?? 0) > 0;
}

export function startOf(element: CstNode | IToken): number {
  return isNode(element) ? (element.location?.startOffset ?? Number.NaN) : element.startOffset;
}

/** The only place where Chevrotain's inclusive ends become half-open spans. */
export function endOf(element: CstNode | IToken): number {
  const end = isNode(element) ? element.location?.endOffset : element.endOffset;
  return (end ?? Number.NaN) + 1;
}

export function spanOf(element: CstNode | IToken, file: string): Span {
  return { file, start: startOf(element), end: endOf(element) };
}

/** All direct parts of a node in the order of the text. */
export function partsOf(node: CstNode): CstElement[] {
  return Object.values(node.children)
    .flat()
    .filter((element) => !Number.isNaN(startOf(element)))
    .sort((a, b) => startOf(a) - startOf(b));
}
