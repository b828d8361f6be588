import type { Dfa } from "../../../../src/compiler/automata/temporal/dfa.js";
import { valueAt } from "../../../../src/compiler/automata/temporal/diagrams.js";

/** By state, whether it accepts and its next states, letters in the order of binary numbers with the first atom as the highest bit. */
export function table({
  diagrams,
  accepting,
  moves,
}: Dfa): readonly (readonly [accepting: boolean, next: readonly number[]])[] {
  const { atoms } = diagrams;
  return moves.map((move, state) => {
    const next = Array.from({ length: 2 ** atoms }, (_, letter) =>
      valueAt(diagrams, move, (atom) => ((letter >> (atoms - 1 - atom)) & 1) === 1),
    );
    return [accepting[state] === true, next];
  });
}
