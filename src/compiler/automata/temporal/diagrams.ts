import type { Successors } from "../reachability.js";
import type { LetterDiagram, LetterDiagrams } from "./dfa.js";
import type { Letters } from "./letters.js";

/** A function of the letter: a diagram in its package. */
export interface RootedDiagram {
  readonly diagrams: LetterDiagrams;
  readonly root: LetterDiagram;
}

/** The value at the letter of which `holds` says which atoms hold. */
export function valueAt(diagrams: LetterDiagrams, root: LetterDiagram, holds: (atom: number) => boolean): number {
  let node = root;
  while (!diagrams.isLeaf(node)) node = holds(diagrams.level(node)) ? diagrams.high(node) : diagrams.low(node);
  return diagrams.value(node);
}

/**
 * The diagram, in the package `target`, that has at each letter what `leaf` makes of the parts' values there (Bryant's apply, with any number of
 * operands).
 */
export function combine(
  target: Letters,
  parts: readonly RootedDiagram[],
  leaf: (values: readonly number[]) => number,
): LetterDiagram {
  const done = new Map<string, LetterDiagram>();
  const roots = parts.map(({ root }) => root);
  const stack = [roots];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const nodes = top;
    const key = nodes.join();
    if (done.has(key)) {
      stack.pop();
      continue;
    }
    const level = parts.reduce(
      (least, { diagrams }, index) => Math.min(least, diagrams.level(nodes[index] ?? 0)),
      target.atoms,
    );
    if (level === target.atoms) {
      const values = parts.map(({ diagrams }, index) => diagrams.value(nodes[index] ?? 0));
      done.set(key, target.leaf(leaf(values)));
      continue;
    }
    const [low, high] = ([0, 1] as const).map((side) =>
      parts.map(({ diagrams }, index) => {
        const node = nodes[index] ?? 0;
        if (diagrams.level(node) !== level) return node;
        return side === 0 ? diagrams.low(node) : diagrams.high(node);
      }),
    );
    const [below, above] = [done.get(low?.join() ?? ""), done.get(high?.join() ?? "")];
    if (below === undefined || above === undefined) {
      if (above === undefined && high !== undefined) stack.push(high);
      if (below === undefined && low !== undefined) stack.push(low);
    } else done.set(key, target.node(level, below, above));
  }
  return done.get(roots.join()) ?? target.leaf(0);
}

/** The same function with other leaves, in the package `target`. */
export function relabel(target: Letters, part: RootedDiagram, leaf: (value: number) => number): LetterDiagram {
  return combine(target, [part], ([value]) => leaf(value ?? 0));
}

/** The states that some letter leads to from each state. */
export function successorsOf(diagrams: LetterDiagrams, moves: readonly LetterDiagram[]): Successors {
  const known = new Map<LetterDiagram, readonly number[]>();
  return moves.map((root) => {
    const found = known.get(root) ?? leavesOf(diagrams, [root]);
    known.set(root, found);
    return found;
  });
}

/** Diagrams of one package with other leaves, in the package `target`; equal ones are made once. */
export function relabelling(
  target: Letters,
  diagrams: LetterDiagrams,
  leaf: (value: number) => number,
): (root: LetterDiagram) => LetterDiagram {
  const known = new Map<LetterDiagram, LetterDiagram>();
  return (root) => {
    const made = known.get(root) ?? relabel(target, { diagrams, root }, leaf);
    known.set(root, made);
    return made;
  };
}

/** The values at the leaves of some diagrams of one package, each once: diagram by diagram, those of letters with the first atoms false first. */
export function leavesOf(diagrams: LetterDiagrams, roots: readonly LetterDiagram[]): readonly number[] {
  const values = new Set<number>();
  const seen = new Set<LetterDiagram>();
  const stack = [...roots].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (diagrams.isLeaf(node)) values.add(diagrams.value(node));
    else stack.push(diagrams.high(node), diagrams.low(node));
  }
  return [...values];
}
