import type {
  Dfa,
  EmptyTrace,
  LetterDiagram,
  LetterDiagrams,
} from "../../../../../src/compiler/automata/temporal/dfa.js";

/** States that letters lead to from the initial state, which is one of them. */
export function reachable({ diagrams, initial, moves }: Dfa): ReadonlySet<number> {
  const states = new Set([initial]);
  for (const state of states) for (const to of successors(diagrams, moves[state] as number)) states.add(to);
  return states;
}

/**
 * How many states the minimal automata of the language have that treat the empty trace in each way, from the minimal one that rejects it. The
 * initial state can stand in for another one, or needs a copy, only because of what it says of the empty trace.
 */
export function minimalSizes(rejecting: Dfa): Readonly<Record<EmptyTrace, number>> {
  const { diagrams, initial, moves } = rejecting;
  const states = [...reachable(rejecting)];
  const entered = states.some((state) => successors(diagrams, moves[state] as number).has(initial));
  const hasTwin = states.some((state) => state !== initial && moves[state] === moves[initial]);
  const reject = states.length;
  return {
    reject,
    free: hasTwin && !entered ? reject - 1 : reject,
    accept: hasTwin ? (entered ? reject : reject - 1) : entered ? reject + 1 : reject,
  };
}

/** The accepted non-empty traces are the same. */
export function sameLanguage(left: Dfa, right: Dfa): boolean {
  const seen = new Set<string>();
  const open: (readonly [number, number])[] = [[left.initial, right.initial]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [one, other] = [left.moves[pair[0]] as number, right.moves[pair[1]] as number];
    for (const [first, second] of jointSuccessors(left.diagrams, one, right.diagrams, other)) {
      if (left.accepting[first] !== right.accepting[second]) return false;
      const key = `${first},${second}`;
      if (seen.has(key)) continue;
      seen.add(key);
      open.push([first, second]);
    }
  }
  return true;
}

function successors(diagrams: LetterDiagrams, root: LetterDiagram): ReadonlySet<number> {
  const states = new Set<number>();
  const nodes = new Set([root]);
  for (const node of nodes) {
    if (diagrams.isLeaf(node)) states.add(diagrams.value(node));
    else nodes.add(diagrams.low(node)).add(diagrams.high(node));
  }
  return states;
}

/** The pairs of states that one letter leads to. */
function jointSuccessors(
  left: LetterDiagrams,
  leftRoot: LetterDiagram,
  right: LetterDiagrams,
  rightRoot: LetterDiagram,
): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  const seen = new Set<string>();
  const open: (readonly [LetterDiagram, LetterDiagram])[] = [[leftRoot, rightRoot]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [one, other] = pair;
    const key = `${one},${other}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const [leftLevel, rightLevel] = [left.level(one), right.level(other)];
    if (left.isLeaf(one) && right.isLeaf(other)) pairs.push([left.value(one), right.value(other)]);
    else {
      const [leftTests, rightTests] = [leftLevel <= rightLevel, rightLevel <= leftLevel];
      open.push([leftTests ? left.low(one) : one, rightTests ? right.low(other) : other]);
      open.push([leftTests ? left.high(one) : one, rightTests ? right.high(other) : other]);
    }
  }
  return pairs;
}
