import type { Diagram, Diagrams } from "./diagram.js";
import { withinTheory } from "./satisfy.js";

/** A conjunction of literals: the cells that each variable may be in; variables left out are free. */
export type Cube = ReadonlyMap<number, readonly boolean[]>;

/**
 * A short disjunction of cubes equal to the condition wherever the theory allows, `undefined` where it needs more than `limit`. Paths of the diagram are widened
 * literal by literal while they stay inside the condition, and cubes that the others cover are dropped: irredundant, not always the fewest.
 */
export function cubes(diagrams: Diagrams, condition: Diagram, limit: number = 64): readonly Cube[] | undefined {
  const root = withinTheory(diagrams, condition);
  const found = paths(diagrams, root, limit);
  if (found === undefined) return undefined;
  const outside = diagrams.not(root);
  const wide = found.map((cube) => widened(diagrams, cube, outside));
  const kept: Cube[] = [];
  wide.forEach((cube, index) => {
    const others = [...kept, ...wide.slice(index + 1)].reduce<Diagram>(
      (all, other) => diagrams.or(all, cubeDiagram(diagrams, other)),
      diagrams.leaf(0),
    );
    const alone = diagrams.and(cubeDiagram(diagrams, cube), diagrams.not(others));
    if (withinTheory(diagrams, alone) !== diagrams.leaf(0)) kept.push(cube);
  });
  return kept;
}

export function cubeDiagram(diagrams: Diagrams, cube: Cube): Diagram {
  return [...cube].reduce<Diagram>(
    (all, [variable, cells]) => diagrams.and(all, diagrams.literal(variable, cells)),
    diagrams.leaf(1),
  );
}

/** Every way from the root to leaf 1 as a cube; parallel cells that lead to the same child are one literal. */
function paths(diagrams: Diagrams, root: Diagram, limit: number): Cube[] | undefined {
  const found: Cube[] = [];
  const stack: { readonly node: Diagram; readonly cube: Cube }[] = [{ node: root, cube: new Map() }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, cube } = top;
    if (diagrams.isLeaf(node)) {
      if (diagrams.value(node) !== 1) continue;
      if (found.length >= limit) return undefined;
      found.push(cube);
      continue;
    }
    const level = diagrams.level(node);
    const children = diagrams.children(node);
    for (const child of new Set([...children].reverse())) {
      if (child === diagrams.leaf(0)) continue;
      stack.push({ node: child, cube: new Map([...cube, [level, children.map((other) => other === child)]]) });
    }
  }
  return found;
}

function widened(diagrams: Diagrams, cube: Cube, outside: Diagram): Cube {
  const literals = new Map(cube);
  for (const [variable, cells] of cube) {
    literals.delete(variable);
    const hit = withinTheory(diagrams, diagrams.and(cubeDiagram(diagrams, literals), outside));
    if (hit !== diagrams.leaf(0)) literals.set(variable, cells);
  }
  return literals;
}
