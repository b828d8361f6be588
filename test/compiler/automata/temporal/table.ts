import type { Dfa } from "../../../../src/compiler/automata/temporal/dfa.js";

/** By state, whether it accepts and its next states, letters in the order of binary numbers with the first atom as the highest bit. */
export function table({
  diagrams,
  accepting,
  moves,
}: Dfa): readonly (readonly [accepting: boolean, next: readonly number[]])[] {
  const { atoms } = diagrams;
  return moves.map((move, state) => {
    const next = Array.from({ length: 2 ** atoms }, (_, letter) => {
      let at = move;
      while (!diagrams.isLeaf(at)) {
        at = (letter >> (atoms - 1 - diagrams.level(at))) & 1 ? diagrams.high(at) : diagrams.low(at);
      }
      return diagrams.value(at);
    });
    return [accepting[state] === true, next];
  });
}
