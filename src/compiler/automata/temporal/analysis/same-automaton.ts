import type { Dfa, LetterDiagram } from "../dfa.js";

/** Whether two automata are the same, state by state. Of canonical ones over the same atoms that says whether they have the same language. */
export function isSameAutomaton(left: Dfa, right: Dfa): boolean {
  if (left.moves.length !== right.moves.length || left.initial !== right.initial) return false;
  if (left.accepting.some((accepting, state) => accepting !== right.accepting[state])) return false;
  const [first, second] = [left.diagrams, right.diagrams];
  const paired = new Map<LetterDiagram, LetterDiagram>();
  const stack = left.moves.map((move, state): readonly [LetterDiagram, LetterDiagram] => [
    move,
    right.moves[state] ?? move,
  ]);
  for (let pair = stack.pop(); pair !== undefined; pair = stack.pop()) {
    const [one, other] = pair;
    const known = paired.get(one);
    if (known === other) continue;
    // Both packages are reduced: a node cannot be equal to two others.
    if (known !== undefined || first.level(one) !== second.level(other)) return false;
    paired.set(one, other);
    if (first.isLeaf(one)) {
      if (first.value(one) !== second.value(other)) return false;
    } else stack.push([first.low(one), second.low(other)], [first.high(one), second.high(other)]);
  }
  return true;
}
