import type { Diagram, Diagrams } from "../diagram.js";
import { ifElse } from "../if-else.js";
import type { LetterDiagram, LetterDiagrams } from "./dfa.js";

/**
 * The moves of an automaton over free atoms, written over the variables that decide the atoms: `atoms[i]` is where atom i holds. What no cell of the
 * variables makes true together (`x > 2` without `x > 0`) is gone then.
 */
export function withTheory(
  letters: LetterDiagrams,
  moves: readonly LetterDiagram[],
  atoms: readonly Diagram[],
  diagrams: Diagrams,
): readonly Diagram[] {
  const done = new Map<LetterDiagram, Diagram>();
  for (const move of moves) {
    const stack = [move];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (done.has(top)) {
        stack.pop();
        continue;
      }
      if (letters.isLeaf(top)) {
        done.set(top, diagrams.leaf(letters.value(top)));
        continue;
      }
      const [low, high] = [letters.low(top), letters.high(top)];
      const missing = [low, high].filter((child) => !done.has(child));
      if (missing.length > 0) {
        stack.push(...missing);
        continue;
      }
      done.set(top, ifElse(diagrams, known(atoms[letters.level(top)]), known(done.get(high)), known(done.get(low))));
    }
  }
  return moves.map((move) => known(done.get(move)));
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("an automaton's diagram is incomplete");
  return value;
}
