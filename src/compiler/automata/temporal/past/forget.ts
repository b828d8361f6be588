import type { Diagram, Diagrams } from "../../diagram.js";
import { withinTheory } from "../../satisfy.js";

/** Where some choice of possible cells at the levels that are not kept makes the condition hold, over those that are. */
export function forget(diagrams: Diagrams, condition: Diagram, isKept: (level: number) => boolean): Diagram {
  const possible = withinTheory(diagrams, condition);
  const made = new Map<Diagram, Diagram>();
  const no = diagrams.leaf(0);
  for (const node of diagrams.bottomUp(possible)) {
    const level = diagrams.level(node);
    const children = diagrams.children(node).map((child) => made.get(child) ?? no);
    if (diagrams.isLeaf(node)) made.set(node, node);
    else if (isKept(level)) made.set(node, diagrams.node(level, children));
    else
      made.set(
        node,
        children.reduce((any, child) => diagrams.or(any, child), no),
      );
  }
  return made.get(possible) ?? no;
}
