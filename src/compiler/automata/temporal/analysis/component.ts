import type { Diagram, Diagrams } from "../../diagram.js";
import type { Dfa, LetterDiagram } from "../dfa.js";

/** Whether the episode goes on after a step, and what ended it if not; `impossible`: no step leads here. */
export type Ending = "none" | "terminated" | "truncated" | "impossible";

/** Something that moves with every step of an episode: an automaton of a formula, a machine, the conditions that end the episode. */
export interface Component {
  readonly initial: number;
  /** By state: a diagram whose leaves are the next states, over the variables of a theory. */
  readonly moves: readonly Diagram[];
  /** By state, what standing there means for the episode. Default: it always goes on. */
  readonly ends?: readonly Ending[];
}

/**
 * An automaton over free atoms as one over what decides the atoms: `atoms[i]` is where atom i holds. What no cell of the variables makes true together
 * (`x > 2` without `x > 0`) is gone then.
 */
export function componentOf(dfa: Dfa, atoms: readonly Diagram[], diagrams: Diagrams): Component {
  const done = new Map<LetterDiagram, Diagram>();
  const { diagrams: letters } = dfa;
  const stack: LetterDiagram[] = [];
  const moves = dfa.moves.map((move) => {
    stack.push(move);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (done.has(top)) stack.pop();
      else if (letters.isLeaf(top)) done.set(top, diagrams.leaf(letters.value(top)));
      else {
        const [low, high] = [done.get(letters.low(top)), done.get(letters.high(top))];
        if (low === undefined) stack.push(letters.low(top));
        else if (high === undefined) stack.push(letters.high(top));
        else done.set(top, choose(diagrams, atoms[letters.level(top)] ?? diagrams.leaf(0), high, low));
      }
    }
    return done.get(move) ?? diagrams.leaf(0);
  });
  return { initial: dfa.initial, moves };
}

/** `then` where the condition holds, else `otherwise`; no leaf of either is negative. */
function choose(diagrams: Diagrams, condition: Diagram, then: Diagram, otherwise: Diagram): Diagram {
  if (then === otherwise) return then;
  const open = diagrams.apply(condition, then, (holds, value) => (holds === 1 ? value : elsewhere));
  return diagrams.apply(open, otherwise, (value, other) => (value === elsewhere ? other : value));
}

const elsewhere = -1;
