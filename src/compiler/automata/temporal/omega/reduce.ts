import type { Budget } from "../budget.js";
import type { LetterDiagram } from "../dfa.js";
import { leavesOf, relabel, relabelling, successorsOf } from "../diagrams.js";
import { Letters } from "../letters.js";
import type { OmegaAutomaton } from "./automaton.js";
import { components } from "./components.js";
import type { RawParity } from "./parity.js";

/**
 * The quotient by bisimulation. A state on no cycle may have any priority: it is the same as one with the same moves, else it gets 0.
 * Numbered breadth-first from the initial state. Throws `Exhausted`.
 */
export function reduce(raw: RawParity, budget: Budget): OmegaAutomaton {
  return numbered(bisimilar(withoutPriorities(bisimilar(raw, budget)), budget));
}

interface Rooted extends RawParity {
  readonly initial: number;
}

/** States with the same priority that no word tells apart are one (Moore 1956). */
function bisimilar(
  { diagrams, moves, priorities, ...rest }: RawParity & { readonly initial?: number },
  budget: Budget,
): Rooted {
  let classes: readonly number[] = priorities;
  let count = new Set(classes).size;
  for (;;) {
    const ids = new Map<string, number>();
    const before = classes;
    const renamed = relabelling(diagrams, diagrams, (target) => before[target] ?? 0);
    const next = moves.map((root, state) => idOf(`${before[state]} ${renamed(root)}`, ids));
    budget.checkTime();
    classes = next;
    if (ids.size === count) break;
    count = ids.size;
  }
  const members = new Map<number, number>();
  classes.forEach((id, state) => members.set(id, members.get(id) ?? state));
  const own = new Letters(diagrams.atoms);
  const moved = relabelling(own, diagrams, (target) => classes[target] ?? 0);
  const representatives = Array.from({ length: count }, (_, id) => members.get(id) ?? 0);
  return {
    diagrams: own,
    moves: representatives.map((state) => moved(moves[state] ?? 0)),
    priorities: representatives.map((state) => priorities[state] ?? 0),
    initial: classes[rest.initial ?? 0] ?? 0,
  };
}

function idOf(key: string, ids: Map<string, number>): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  ids.set(key, ids.size);
  return ids.size - 1;
}

/** Merges each state on no cycle into one with the same moves, the least priority first; those without such a state get priority 0. */
function withoutPriorities({ diagrams, moves, priorities, initial }: Rooted): Rooted {
  const successors = successorsOf(diagrams, moves);
  const replaced = moves.map((_, state) => state);
  const known = new Map<LetterDiagram, number>();
  const chosen = [...priorities];
  const settledMove = (root: LetterDiagram): LetterDiagram =>
    relabel(diagrams, { diagrams, root }, (target) => replaced[target] ?? target);
  for (const component of components(moves.keys(), (state) => successors[state] ?? [])) {
    const [only] = component;
    if (only === undefined) continue;
    if (component.length === 1 && successors[only]?.includes(only) !== true) {
      const root = settledMove(moves[only] ?? 0);
      const twin = known.get(root);
      chosen[only] = 0;
      if (twin === undefined) known.set(root, only);
      else replaced[only] = twin;
      continue;
    }
    for (const state of [...component].sort((a, b) => (priorities[a] ?? 0) - (priorities[b] ?? 0))) {
      const root = settledMove(moves[state] ?? 0);
      if (!known.has(root)) known.set(root, state);
    }
  }
  return {
    diagrams,
    moves: moves.map((root) => settledMove(root)),
    priorities: chosen,
    initial: replaced[initial] ?? initial,
  };
}

function numbered({ diagrams, moves, priorities, initial }: Rooted): OmegaAutomaton {
  const order = [initial];
  const numbers = new Map([[initial, 0]]);
  for (let index = 0; index < order.length; index++) {
    for (const target of leavesOf(diagrams, [moves[order[index] ?? 0] ?? 0])) {
      if (numbers.has(target)) continue;
      numbers.set(target, order.length);
      order.push(target);
    }
  }
  const own = new Letters(diagrams.atoms);
  const renamed = relabelling(own, diagrams, (target) => numbers.get(target) ?? 0);
  return {
    diagrams: own,
    initial: 0,
    moves: order.map((state) => renamed(moves[state] ?? 0)),
    priorities: order.map((state) => priorities[state] ?? 0),
  };
}
