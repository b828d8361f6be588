import type { LetterDiagram } from "../dfa.js";
import type { RootedDiagram } from "../diagrams.js";
import type { Letter } from "./letter.js";

/** Values that some letter gives the diagrams, one for each diagram, with the first such letter. */
export interface JointLeaf {
  readonly values: readonly number[];
  readonly letter: Letter;
}

interface Step {
  readonly level: number;
  readonly holds: boolean;
  readonly before: Step | undefined;
}

/**
 * Every combination of values that the diagrams take together, each once. Diagrams may come from different packages over the same atoms. The letters found
 * are the least ones in the order that has false before true, atom 0 first; atoms that do not matter are false.
 */
export function jointLeaves(parts: readonly RootedDiagram[]): readonly JointLeaf[] {
  const atoms = parts[0]?.diagrams.atoms ?? 0;
  const found = new Map<string, JointLeaf>();
  const seen = new Set<string>();
  const stack: { readonly nodes: readonly LetterDiagram[]; readonly path: Step | undefined }[] = [
    { nodes: parts.map(({ root }) => root), path: undefined },
  ];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { nodes, path } = top;
    const key = nodes.join();
    if (seen.has(key)) continue;
    seen.add(key);
    const levels = nodes.map((node, part) => parts[part]?.diagrams.level(node) ?? atoms);
    const level = Math.min(...levels);
    if (level >= atoms) {
      const values = nodes.map((node, part) => parts[part]?.diagrams.value(node) ?? 0);
      const outcome = values.join();
      if (!found.has(outcome)) found.set(outcome, { values, letter: letterOf(path, atoms) });
      continue;
    }
    const side = (holds: boolean): readonly LetterDiagram[] =>
      nodes.map((node, part) => {
        if (levels[part] !== level) return node;
        return (holds ? parts[part]?.diagrams.high(node) : parts[part]?.diagrams.low(node)) ?? node;
      });
    stack.push({ nodes: side(true), path: { level, holds: true, before: path } });
    stack.push({ nodes: side(false), path: { level, holds: false, before: path } });
  }
  return [...found.values()];
}

function letterOf(path: Step | undefined, atoms: number): Letter {
  const letter = Array.from({ length: atoms }, () => false);
  for (let step = path; step !== undefined; step = step.before) letter[step.level] = step.holds;
  return letter;
}
