import { unreachable } from "../../../unreachable.js";
import type { Dfa, LetterDiagram, LetterDiagrams } from "../dfa.js";
import { relabel, successorsOf } from "../diagrams.js";
import { Letters } from "../letters.js";
import { components } from "./components.js";
import type { PrefixQuantifier } from "./formula.js";

/** A deterministic automaton that watches the prefixes: what counts is whether it visits marked states infinitely often. */
export interface Watch {
  readonly diagrams: LetterDiagrams;
  readonly moves: readonly LetterDiagram[];
  readonly marked: readonly boolean[];
  /** By state: whether marked states come infinitely often, where that is the same for every continuation. */
  readonly settled: readonly (boolean | undefined)[];
  /** Equal keys: equal automata. */
  readonly key: string;
}

/**
 * A quantifier over the prefixes that a minimal DFA accepts: it holds where the watch visits marked states infinitely often, or, `negated`, only
 * finitely often. The first two are Büchi and co-Büchi conditions, the last two safety and reachability (LTLf+, Aminof et al. 2024).
 */
export function watchOf(quantifier: PrefixQuantifier, dfa: Dfa): { readonly watch: Watch; readonly negated: boolean } {
  const { diagrams, moves, accepting } = dfa;
  switch (quantifier) {
    case "infinitely-often":
      return { watch: watch(diagrams, moves, accepting), negated: false };
    case "eventually-forever":
      return {
        watch: watch(
          diagrams,
          moves,
          accepting.map((accepts) => !accepts),
        ),
        negated: true,
      };
    case "for-every-prefix":
      return { watch: caught(dfa, false), negated: true };
    case "for-some-prefix":
      return { watch: caught(dfa, true), negated: false };
    default:
      return unreachable(quantifier);
  }
}

/** Stays in a marked state of its own once a prefix is accepted (or is not). */
function caught({ diagrams, moves, accepting }: Dfa, accepted: boolean): Watch {
  const trap = moves.length;
  const own = new Letters(diagrams.atoms);
  const redirected = moves.map((root) =>
    relabel(own, { diagrams, root }, (state) => (accepting[state] === accepted ? trap : state)),
  );
  return watch(
    own,
    [...redirected, own.leaf(trap)],
    [...moves, trap].map((_, state) => state === trap),
  );
}

function watch(diagrams: LetterDiagrams, moves: readonly LetterDiagram[], marked: readonly boolean[]): Watch {
  return {
    diagrams,
    moves,
    marked,
    settled: settledBy(diagrams, moves, marked),
    key: `${written(diagrams, moves)} ${marked.map(Number).join("")}`,
  };
}

/** By state: `true` where all states on cycles that it can reach are marked, `false` where none is. */
function settledBy(
  diagrams: LetterDiagrams,
  moves: readonly LetterDiagram[],
  marked: readonly boolean[],
): readonly (boolean | undefined)[] {
  const successors = successorsOf(diagrams, moves);
  const after = (state: number): readonly number[] => successors[state] ?? [];
  const seesMarked: boolean[] = [];
  const seesOther: boolean[] = [];
  for (const component of components(moves.keys(), after)) {
    const cyclic = component.length > 1 || component.some((state) => after(state).includes(state));
    const yes = component.some(
      (state) => (cyclic && marked[state] === true) || after(state).some((next) => seesMarked[next] === true),
    );
    const no = component.some(
      (state) => (cyclic && marked[state] !== true) || after(state).some((next) => seesOther[next] === true),
    );
    for (const state of component) {
      seesMarked[state] = yes;
      seesOther[state] = no;
    }
  }
  return moves.map((_, state) => (seesMarked[state] === seesOther[state] ? undefined : seesMarked[state] === true));
}

/** The diagrams as text, nodes numbered as a walk from the first state meets them. */
function written(diagrams: LetterDiagrams, moves: readonly LetterDiagram[]): string {
  const numbers = new Map<LetterDiagram, number>();
  const lines: string[] = [];
  const stack = [...moves].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (numbers.has(node)) {
      lines.push(`=${numbers.get(node)}`);
      continue;
    }
    numbers.set(node, numbers.size);
    if (diagrams.isLeaf(node)) lines.push(`${diagrams.value(node)}`);
    else {
      lines.push(`?${diagrams.level(node)}`);
      stack.push(diagrams.high(node), diagrams.low(node));
    }
  }
  return lines.join(" ");
}
