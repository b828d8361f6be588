import type { Budget } from "../budget.js";
import type { LetterDiagram } from "../dfa.js";
import { relabel } from "../diagrams.js";
import { Letters } from "../letters.js";
import type { CycleTree } from "./cycle-tree.js";
import type { Product } from "./product.js";

/** A parity automaton before it is reduced: states that are on no cycle have no priority that matters. */
export interface RawParity {
  readonly diagrams: Letters;
  readonly moves: readonly LetterDiagram[];
  readonly priorities: readonly number[];
}

/** Where the automaton is in the tree of its cycles: the way from the root down to a node, as child indices. */
type Branch = readonly number[];

interface Place {
  readonly state: number;
  readonly branch: Branch;
  readonly priority: number;
}

/**
 * The parity automaton of a product by its cycle trees (Casares, Colcombet and Fijalkow 2021; a refinement of latest-appearance records, Gurevich and
 * Harrington 1982). It keeps a branch of nodes that hold the present state. A move that leaves some of them goes on with the next child of the
 * deepest node that it stays in; where that was the node's last child, or none holds the new state, the move has the node's priority, else that of
 * the branch's end. So a node's priority comes again and again just where the trace keeps to that node and to none of its children. As few priorities
 * as any deterministic automaton of the language needs. Throws `Exhausted`.
 */
export function parityOf(automaton: Product, trees: readonly CycleTree[], budget: Budget): RawParity {
  const treeNumbers = new Map(trees.map((tree, index) => [tree, index]));
  const treeOf = new Map<number, CycleTree>();
  for (const tree of trees) for (const state of tree.states) treeOf.set(state, tree);

  const diagrams = new Letters(automaton.diagrams.atoms);
  const places: Place[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (place: Place): number => {
    const key = `${place.state},${place.priority},${place.branch.join()}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, places.length);
    places.push(place);
    return places.length - 1;
  };
  const enter = (state: number): Place => {
    const tree = treeOf.get(state);
    return { state, branch: tree === undefined ? [] : descend(tree, [], state), priority: 0 };
  };
  const move = (from: Place, state: number): Place => {
    const tree = treeOf.get(from.state);
    return tree === undefined || tree !== treeOf.get(state) ? enter(state) : within(tree, from, state);
  };

  numberOf(enter(0));
  const made = new Map<string, LetterDiagram>();
  const moves: LetterDiagram[] = [];
  for (let index = 0; index < places.length; index++) {
    budget.checkStates(places.length);
    budget.checkTime();
    const place = places[index];
    if (place === undefined) break;
    const root = automaton.moves[place.state] ?? 0;
    // A move depends on the branch and its tree, beside the letter.
    const tree = treeOf.get(place.state);
    const key = `${root} ${tree === undefined ? "" : treeNumbers.get(tree)} ${place.branch.join()}`;
    const moved =
      made.get(key) ??
      relabel(diagrams, { diagrams: automaton.diagrams, root }, (state) => numberOf(move(place, state)));
    made.set(key, moved);
    moves.push(moved);
  }
  return { diagrams, moves, priorities: places.map(({ priority }) => priority) };
}

/** A move inside of one tree. */
function within(tree: CycleTree, { branch }: Place, state: number): Place {
  const top = tree.height + ((tree.height + Number(tree.accepting)) % 2);
  let node = tree;
  for (let depth = 0; ; depth++) {
    const taken = branch[depth];
    const child = taken === undefined ? undefined : node.children[taken];
    if (child?.states.has(state) === true) {
      node = child;
      continue;
    }
    const kept = branch.slice(0, depth);
    const count = node.children.length;
    const first = taken === undefined ? 0 : taken + 1;
    const turn = Array.from({ length: count }, (_, step) => (first + step) % count);
    const chosen = turn.find((index) => node.children[index]?.states.has(state) === true);
    const next = chosen === undefined ? undefined : node.children[chosen];
    const goesOn = chosen === undefined || next === undefined ? kept : descend(next, [...kept, chosen], state);
    const forward = taken === undefined || (chosen !== undefined && chosen > taken);
    return { state, branch: goesOn, priority: top - (forward ? goesOn.length : depth) };
  }
}

/** Goes down by the first child that holds the state. */
function descend(from: CycleTree, branch: Branch, state: number): Branch {
  const path = [...branch];
  for (let node = from; ;) {
    const index = node.children.findIndex(({ states }) => states.has(state));
    const child = node.children[index];
    if (child === undefined) return path;
    path.push(index);
    node = child;
  }
}
