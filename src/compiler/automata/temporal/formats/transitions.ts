import type { Dfa } from "../dfa.js";
import { Conditions } from "./conditions.js";
import { cubesOf, type Cube } from "./cubes.js";

/** Every letter that leads from one state to another. */
export interface Transition {
  readonly from: number;
  readonly to: number;
  /** A disjunction of conjunctions of literals, none of which can be left out. */
  readonly cubes: readonly Cube[];
}

/** One transition for each pair of states with a letter between them, ordered by states; `undefined` where a guard needs more cubes than can be written. */
export function transitions(dfa: Pick<Dfa, "diagrams" | "moves">): readonly Transition[] | undefined {
  const conditions = new Conditions();
  const known = new Map<number, readonly Cube[] | undefined>();
  const found: Transition[] = [];
  for (const [from, move] of dfa.moves.entries()) {
    const targets = [...conditions.byValue(dfa.diagrams, move)].sort(([a], [b]) => a - b);
    for (const [to, condition] of targets) {
      const cubes = known.has(condition) ? known.get(condition) : cubesOf(conditions, condition);
      known.set(condition, cubes);
      if (cubes === undefined) return undefined;
      found.push({ from, to, cubes });
    }
  }
  return found;
}
