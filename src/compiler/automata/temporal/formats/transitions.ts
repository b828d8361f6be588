import type { Dfa } from "../dfa.js";
import { successors } from "../trace/successors.js";
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
  for (const [from, targets] of successors(dfa).entries()) {
    for (const to of [...targets].sort((a, b) => a - b)) {
      const condition = conditions.where(dfa.diagrams, dfa.moves[from] ?? 0, (value) => value === to);
      const cubes = known.has(condition) ? known.get(condition) : cubesOf(conditions, condition);
      known.set(condition, cubes);
      if (cubes === undefined) return undefined;
      found.push({ from, to, cubes });
    }
  }
  return found;
}
