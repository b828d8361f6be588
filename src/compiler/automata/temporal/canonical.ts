import type { Budget } from "./budget.js";
import type { Dfa, EmptyTrace, LetterDiagram } from "./dfa.js";
import { type RawAutomaton, stateOf } from "./explore.js";
import { Letters } from "./letters.js";
import { minimise } from "./minimise.js";

/** The minimal automaton of a raw one, numbered as a breadth-first walk meets the states. */
export function canonical(raw: RawAutomaton, empty: EmptyTrace, budget: Budget): Dfa {
  const accepting = raw.accepting.slice();
  accepting[0] = empty === "accept";
  const started = { ...raw, accepting };
  const classes = minimise(started, budget);
  return numbered(started, empty === "free" ? mergeInitial(started, classes) : classes);
}

/**
 * The initial state of traces that are never empty may be any state with the same successors: where the class of the initial state is not
 * entered again, it is that of the accepting state with the same moves, if there is one.
 */
function mergeInitial(raw: RawAutomaton, classes: Int32Array): Int32Array {
  const first = classes[0] as number;
  if (classes.indexOf(first, 1) >= 0) return classes;
  const letters = new Letters(raw.atoms, raw.nodes);
  const nodes = relabelled(raw, letters, classes);
  const move = nodes(raw.moves[0] as number);
  const twin = raw.moves.findIndex((other, state) => state > 0 && nodes(other) === move);
  if (twin < 0) return classes;
  const merged = classes.slice();
  merged[0] = classes[twin] as number;
  return merged;
}

/** By reference of the raw automaton: the diagram in `letters` with the classes of the states in its leaves. */
function relabelled(raw: RawAutomaton, letters: Letters, classes: Int32Array): (reference: number) => LetterDiagram {
  const nodes = new Int32Array(raw.nodes);
  const of = (reference: number): number =>
    reference < 0 ? letters.leaf(classes[stateOf(reference)] as number) : (nodes[reference] as number);
  for (let node = 0; node < raw.nodes; node++) {
    nodes[node] = letters.node(raw.levels[node] as number, of(raw.lows[node] as number), of(raw.highs[node] as number));
  }
  return of;
}

function numbered(raw: RawAutomaton, classes: Int32Array): Dfa {
  const coarse = new Letters(raw.atoms, raw.nodes);
  const of = relabelled(raw, coarse, classes);
  const accepting: boolean[] = [];
  const roots: LetterDiagram[] = [];
  // State 0 comes last: where it was merged, its class keeps the acceptance of the others.
  for (let state = raw.moves.length - 1; state >= 0; state--) {
    const to = classes[state] as number;
    if (state === 0 && roots[to] !== undefined) break;
    accepting[to] = raw.accepting[state] as boolean;
    roots[to] = of(raw.moves[state] as number);
  }
  const letters = new Letters(raw.atoms, coarse.size);
  const order: number[] = [classes[0] as number];
  const numberOf = new Map<number, number>([[classes[0] as number, 0]]);
  const moves: LetterDiagram[] = [];
  /** By node of `coarse`, one more than that of `letters`; 0 while unknown. */
  const built = new Int32Array(coarse.size + 1);
  const stack: LetterDiagram[] = [];
  for (let at = 0; at < order.length; at++) {
    const root = roots[order[at] as number] as LetterDiagram;
    stack.push(root);
    while (stack.length > 0) {
      const node = stack[stack.length - 1] as LetterDiagram;
      if (built[node] !== 0) {
        stack.pop();
      } else if (coarse.isLeaf(node)) {
        const to = coarse.value(node);
        let number = numberOf.get(to);
        if (number === undefined) {
          number = order.push(to) - 1;
          numberOf.set(to, number);
        }
        built[node] = letters.leaf(number) + 1;
        stack.pop();
      } else {
        const low = built[coarse.low(node)] as number;
        const high = built[coarse.high(node)] as number;
        if (low === 0) stack.push(coarse.low(node));
        else if (high === 0) stack.push(coarse.high(node));
        else {
          built[node] = letters.node(coarse.level(node), low - 1, high - 1) + 1;
          stack.pop();
        }
      }
    }
    moves.push((built[root] as number) - 1);
  }
  return { diagrams: letters, initial: 0, accepting: order.map((state) => accepting[state] as boolean), moves };
}
