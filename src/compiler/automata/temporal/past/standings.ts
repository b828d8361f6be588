import type { Diagram, Diagrams } from "../../diagram.js";
import { image } from "./image.js";
import { before, type PastTransition, someLetter } from "./transition.js";

/**
 * What is known of a trace and its continuations after each letter, as far as verdicts show it. Standing 0 is before the first letter. All that an objective shows is
 * a function of the standing, as it is of the state of an automaton.
 */
export interface Standings extends Pick<PastTransition, "diagrams" | "firstBit"> {
  /** By standing. */
  readonly names: readonly string[];
  readonly accepting: readonly boolean[];
  readonly satisfied: readonly boolean[];
  readonly violated: readonly boolean[];
  readonly progress: readonly number[];
  /** Whether some trace is satisfied, or violated, whatever follows. */
  readonly canBeSatisfied: boolean;
  readonly canBeViolated: boolean;
  /** The standing after a letter that accepts, and after one that does not, over the memory after the letter. */
  readonly afterAccepting: Diagram;
  readonly afterRejecting: Diagram;
}

const [violated, satisfied, accepting] = [1, 2, 3] as const;

/**
 * Standings by symbolic search over the memories (Burch, Clarke, McMillan, Dill and Hwang 1992): backwards from the letters that accept, and that reject, for what can still become of a trace and in how
 * few letters; forwards for the longest such distance. Continuations are those that the theory of the atoms allows. Progress is 1 − d/d_max, d the fewest letters to acceptance. Throws
 * `DiagramTooLarge`.
 */
export function standingsOf(transition: PastTransition): Standings {
  const { diagrams, firstBit, accepting: accepts } = transition;
  const rejects = diagrams.not(accepts);
  const [toAccept, toReject] = [distances(transition, accepts), distances(transition, rejects)];
  const reached = reachable(transition);
  const [accepted, rejected] = [accepts, rejects].map((letters) => image(transition, diagrams.and(reached, letters)));
  if (accepted === undefined || rejected === undefined) throw new Error("two images are made of two conditions");

  const start = Array.from({ length: diagrams.variables.length }, () => 0);
  const at = (diagram: Diagram): number => diagrams.evaluate(diagram, start);
  // Where letters lead back to the start, it is the end of a trace, and stands as that does; elsewhere it is one of the places that count.
  const [isAccepted, isRejected] = [at(accepted) === 1, at(rejected) === 1];
  const longest = Math.max(
    most(diagrams, within(diagrams, toAccept, rejected)),
    isAccepted || isRejected ? 0 : at(toAccept),
  );
  const far = Array.from({ length: longest }, (_, index) => index + 1);
  const progress = (letters: number): number => (letters === 0 ? 0 : 1 - letters / longest);
  const [never, always] = [at(toAccept) === 0, at(toReject) === 0];
  const isNever = (distance: Diagram): Diagram => diagrams.rebuild(distance, (letters) => (letters === 0 ? 1 : 0));
  return {
    diagrams,
    firstBit,
    names: ["start", "violated", "satisfied", "accepting", ...far.map((letters) => `${letters} to go`)],
    accepting: [always || isAccepted, false, true, true, ...far.map(() => false)],
    satisfied: [always, false, true, false, ...far.map(() => false)],
    violated: [never, true, false, false, ...far.map(() => false)],
    progress: [isAccepted ? 1 : progress(at(toAccept)), 0, 1, 1, ...far.map(progress)],
    canBeSatisfied: diagrams.and(accepted, isNever(toReject)) !== diagrams.leaf(0),
    canBeViolated: diagrams.and(rejected, isNever(toAccept)) !== diagrams.leaf(0),
    afterAccepting: diagrams.rebuild(toReject, (letters) => (letters === 0 ? satisfied : accepting)),
    afterRejecting: diagrams.rebuild(toAccept, (letters) => (letters === 0 ? violated : accepting + letters)),
  };
}

/** The diagram in the set of memories, 0 elsewhere. */
function within(diagrams: Diagrams, diagram: Diagram, memories: Diagram): Diagram {
  return diagrams.apply(diagram, memories, (value, isMember) => (isMember === 1 ? value : 0));
}

/** The largest value. */
function most(diagrams: Diagrams, diagram: Diagram): number {
  const leaves = diagrams.bottomUp(diagram).filter((node) => diagrams.isLeaf(node));
  return Math.max(...leaves.map((leaf) => diagrams.value(leaf)));
}

/** By memory: the fewest letters until one of the condition, which is one of them; 0 where no letters lead there. */
function distances(transition: PastTransition, condition: Diagram): Diagram {
  const { diagrams } = transition;
  let found = diagrams.leaf(0);
  let known = someLetter(transition, condition);
  let frontier = known;
  for (let letters = 1; frontier !== diagrams.leaf(0); letters++) {
    found = diagrams.choose(frontier, letters, found);
    const earlier = someLetter(transition, before(transition, frontier));
    frontier = diagrams.and(earlier, diagrams.not(known));
    known = diagrams.or(known, frontier);
  }
  return found;
}

/** The memories that letters lead to from the start, itself included. */
function reachable(transition: PastTransition): Diagram {
  const { diagrams, next } = transition;
  let known = memory(
    transition,
    next.map(() => 0),
  );
  let frontier = known;
  while (frontier !== diagrams.leaf(0)) {
    frontier = diagrams.and(image(transition, frontier), diagrams.not(known));
    known = diagrams.or(known, frontier);
  }
  return known;
}

/** The set of one memory. */
function memory({ diagrams, firstBit }: PastTransition, bits: readonly number[]): Diagram {
  return bits.reduceRight(
    (below, bit, index) =>
      diagrams.node(firstBit + index, bit === 1 ? [diagrams.leaf(0), below] : [below, diagrams.leaf(0)]),
    diagrams.leaf(1),
  );
}
