import { unreachable } from "../../../unreachable.js";
import { holds, type Term, type Terms } from "../terms.js";

/** What terms of the past are made of, in some algebra of truth values: numbers, decision diagrams, nodes of a graph. */
export interface TruthAlgebra<T> {
  readonly yes: T;
  atom(atom: number): T;
  /** The value of a memory bit before this letter. */
  bit(bit: number): T;
  not(operand: T): T;
  and(left: T, right: T): T;
  xor(left: T, right: T): T;
}

/** The values of terms without future operators, equal subterms computed once. Walks an explicit stack. */
export function evaluate<T>(terms: Terms, roots: readonly Term[], algebra: TruthAlgebra<T>): readonly T[] {
  const values = new Map<Term, T>([[holds, algebra.yes]]);
  const negations = new Map<Term, T>();
  const of = (term: Term): T => {
    const positive = values.get(term & ~1) as T;
    if ((term & 1) === 0) return positive;
    const known = negations.get(term);
    if (known !== undefined) return known;
    const negated = algebra.not(positive);
    negations.set(term, negated);
    return negated;
  };
  const stack = roots.map((root) => root & ~1);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const missing = values.has(top) ? [] : partsOf(terms, top).filter((part) => !values.has(part & ~1));
    if (missing.length > 0) {
      stack.push(...missing.map((part) => part & ~1));
      continue;
    }
    stack.pop();
    if (!values.has(top)) values.set(top, value(terms, top, of, algebra));
  }
  return roots.map(of);
}

function partsOf(terms: Terms, term: Term): readonly Term[] {
  const node = terms.node(term);
  switch (node.kind) {
    case "and":
      return node.operands;
    case "xor":
    case "since":
      return [node.left, node.right];
    case "true":
    case "atom":
    case "previously":
      return [];
    case "next":
    case "until":
    case "matches":
      throw new Error("a term of the past has a future");
    default:
      return unreachable(node);
  }
}

function value<T>(terms: Terms, term: Term, of: (part: Term) => T, algebra: TruthAlgebra<T>): T {
  const node = terms.node(term);
  switch (node.kind) {
    case "true":
      return algebra.yes;
    case "atom":
      return algebra.atom(node.atom);
    case "and":
      return node.operands.map(of).reduce((left, right) => algebra.and(left, right));
    case "xor":
      return algebra.xor(of(node.left), of(node.right));
    case "previously":
      return algebra.bit(node.bit);
    case "since": {
      const earlier = algebra.and(of(node.left), algebra.bit(node.bit));
      return algebra.not(algebra.and(of(node.right ^ 1), algebra.not(earlier)));
    }
    case "next":
    case "until":
    case "matches":
      throw new Error("a term of the past has a future");
    default:
      return unreachable(node);
  }
}
