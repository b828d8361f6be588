import { holds, type Term, type Terms } from "./terms.js";

/** A term as an operation of smaller ones. */
export interface Parts {
  readonly operation: "and" | "or" | "xor";
  readonly parts: readonly Term[];
}

/** Operators that are looked through for a split, one within the other. */
const deepest = 32;

/**
 * The parts of a term that can be translated alone: Boolean operators themselves, and what next and until distribute over on finite traces
 * (f U (g ∨ h) = f U g ∨ f U h; (f ∧ g) U h = f U h ∧ g U h). `undefined` where there is no such split. Not for terms that share a memory of the past:
 * each part remembers for itself.
 */
export function partsOf(terms: Terms, term: Term, depth = 0): Parts | undefined {
  const split = depth < deepest ? positiveParts(terms, term & ~1, depth + 1) : undefined;
  if (split === undefined || (term & 1) === 0) return split;
  const { operation, parts } = split;
  if (operation === "xor") return { operation, parts: parts.map((part, index) => (index === 0 ? part ^ 1 : part)) };
  return { operation: operation === "and" ? "or" : "and", parts: parts.map((part) => part ^ 1) };
}

function positiveParts(terms: Terms, term: Term, depth: number): Parts | undefined {
  const node = terms.node(term);
  switch (node.kind) {
    case "and":
      return { operation: "and", parts: terms.conjuncts(term) };
    case "xor":
      return { operation: "xor", parts: [node.left, node.right] };
    case "next": {
      if ((node.operand & 1) === 1) {
        return { operation: "and", parts: [terms.next(holds), terms.next(node.operand ^ 1) ^ 1] };
      }
      const inner = partsOf(terms, node.operand, depth);
      if (inner === undefined || inner.operation === "xor") return undefined;
      return { operation: inner.operation, parts: inner.parts.map((part) => terms.next(part)) };
    }
    case "until": {
      const { left, right, low, high } = node;
      const choices = partsOf(terms, right, depth);
      if (choices?.operation === "or") {
        return { operation: "or", parts: choices.parts.map((part) => terms.until(left, part, low, high)) };
      }
      const needs = partsOf(terms, left, depth);
      if (needs?.operation === "and") {
        return { operation: "and", parts: needs.parts.map((part) => terms.until(part, right, low, high)) };
      }
      return undefined;
    }
    case "true":
    case "atom":
    case "previously":
    case "since":
    case "matches":
      return undefined;
  }
}
