import { unreachable } from "../../unreachable.js";
import type { ReadFormula } from "./read-formula.js";
import type { Term, TermNode } from "./terms.js";

/**
 * The atoms in an order that keeps diagrams small: those that later letters are asked for come first. What a state checks is then told near the root,
 * and below it the states share what the letter leaves to be checked, as in G(x → X y), where y is checked and x is left. Atoms that occur
 * alike keep their order.
 */
export function atomOrder({ terms, term, definitions }: ReadFormula, atoms: number): readonly number[] {
  const depths = new Float64Array(terms.size).fill(-Infinity);
  for (const root of [term, ...definitions.map((definition) => definition.term)]) depths[root >> 1] = 0;
  const depthOf = new Float64Array(atoms);
  // The operands of a term have smaller numbers than it, so that every term is reached after all that it is part of.
  for (let node = terms.size - 1; node >= 0; node--) {
    const depth = depths[node] as number;
    if (depth === -Infinity) continue;
    const found = terms.node(node << 1);
    if (found.kind === "atom" && found.atom < atoms) depthOf[found.atom] = depth;
    const [operands, further] = operandsOf(found);
    for (const operand of operands) depths[operand >> 1] = Math.max(depths[operand >> 1] as number, depth + further);
  }
  return Array.from({ length: atoms }, (_, atom) => atom).sort(
    (left, right) => (depthOf[right] as number) - (depthOf[left] as number) || left - right,
  );
}

/** Operands, and how many letters later they are asked for (−1: earlier). Words keep the order of their letters. */
function operandsOf(node: TermNode): readonly [operands: readonly Term[], further: number] {
  switch (node.kind) {
    case "true":
    case "atom":
    case "previously":
    case "matches":
      return [[], 0];
    case "and":
      return [node.operands, 0];
    case "xor":
      return [[node.left, node.right], 0];
    case "next":
      return [[node.operand], 1];
    case "until":
      return [[node.left, node.right], 1];
    case "since":
      return [[node.left, node.right], -1];
    default:
      return unreachable(node);
  }
}
