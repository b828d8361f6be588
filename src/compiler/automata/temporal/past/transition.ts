import type { Diagram, Diagrams } from "../../diagram.js";
import { ifElse } from "../../if-else.js";
import type { PastMemory } from "./memory.js";
import { evaluate } from "./evaluate.js";
import { forget } from "./forget.js";

/**
 * The moves of a memory as decision diagrams: the variables that decide a letter from level 0, and below them one with two cells for each bit, from level `firstBit`. Sets of
 * memories are diagrams over the bits alone.
 */
export interface PastTransition {
  readonly diagrams: Diagrams;
  readonly firstBit: number;
  /** By bit: what it will be, over the letter and the bits before. */
  readonly next: readonly Diagram[];
  /** Over the letter and the bits before: whether a trace that stops with the letter is accepted. */
  readonly accepting: Diagram;
}

/** `atoms[i]` is where atom i holds, over the variables above `firstBit`. */
export function transitionOf(
  { terms, accepting, bits }: PastMemory,
  atoms: readonly Diagram[],
  diagrams: Diagrams,
  firstBit: number,
): PastTransition {
  const [yes, no] = [diagrams.leaf(1), diagrams.leaf(0)];
  const [accepts = no, ...next] = evaluate(terms, [accepting, ...bits], {
    yes,
    atom: (atom) => atoms[atom] ?? no,
    bit: (bit) => diagrams.literal(firstBit + bit, [false, true]),
    not: (operand) => diagrams.not(operand),
    and: (left, right) => diagrams.and(left, right),
    xor: (left, right) => diagrams.apply(left, right, (a, b) => a ^ b),
  });
  return { diagrams, firstBit, next, accepting: accepts };
}

/** The memories from which some possible letter makes the condition hold. */
export function someLetter({ diagrams, firstBit }: PastTransition, condition: Diagram): Diagram {
  return forget(diagrams, condition, (level) => level >= firstBit);
}

/** Where the memory after the letter is in the set, over the letter and the memory before. */
export function before({ diagrams, firstBit, next }: PastTransition, set: Diagram): Diagram {
  const made = new Map<Diagram, Diagram>();
  const no = diagrams.leaf(0);
  for (const node of diagrams.bottomUp(set)) {
    const [low = no, high = no] = diagrams.children(node).map((child) => made.get(child) ?? no);
    const condition = next[diagrams.level(node) - firstBit] ?? no;
    made.set(node, diagrams.isLeaf(node) ? node : ifElse(diagrams, condition, high, low));
  }
  return made.get(set) ?? no;
}
