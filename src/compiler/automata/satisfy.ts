import type { Diagram, Diagrams } from "./diagram.js";

/** A cell for each variable that matters, in the order of the variables. */
export type Assignment = readonly { readonly variable: number; readonly cell: number }[];

/**
 * The diagram where impossible cells behave like a possible neighbour: it agrees wherever the theory allows, and tests
 * nothing that only the impossible cells can tell apart.
 */
export function withinTheory(diagrams: Diagrams, diagram: Diagram): Diagram {
  return diagrams.rebuild(
    diagram,
    (value) => value,
    (level, children) => {
      const cells = diagrams.variables[level]?.cells ?? [];
      const first = children.find((_, cell) => cells[cell]?.possible === true);
      return first === undefined
        ? children
        : children.map((child, cell) => (cells[cell]?.possible === true ? child : first));
    },
  );
}

/** The values that a diagram takes at possible assignments, ascending. */
export function possibleValues(diagrams: Diagrams, diagram: Diagram): readonly number[] {
  const values = diagrams
    .bottomUp(withinTheory(diagrams, diagram))
    .filter((node) => diagrams.isLeaf(node))
    .map((node) => diagrams.value(node));
  return values.sort((a, b) => a - b);
}

/** The variables that decide the diagram's value where the theory allows; none where it has one value only. */
export function supportOf(diagrams: Diagrams, diagram: Diagram): ReadonlySet<number> {
  const nodes = diagrams.bottomUp(withinTheory(diagrams, diagram));
  return new Set(nodes.filter((node) => !diagrams.isLeaf(node)).map((node) => diagrams.level(node)));
}

/** Whether some possible assignment makes the condition hold. */
export function isPossible(diagrams: Diagrams, condition: Diagram): boolean {
  return possibleValues(diagrams, condition).includes(1);
}

/** Whether every possible assignment makes the condition hold. */
export function isCertain(diagrams: Diagrams, condition: Diagram): boolean {
  return !possibleValues(diagrams, condition).includes(0);
}

/**
 * A possible assignment at which the diagram has one of the values, with as few variables away from their first cell as can be (few things happen),
 * and of those one that names few variables; `undefined` where there is none.
 */
export function witness(
  diagrams: Diagrams,
  diagram: Diagram,
  accepts: (value: number) => boolean,
): Assignment | undefined {
  const root = withinTheory(diagrams, diagram);
  const best = new Map<Diagram, { readonly cost: number; readonly cell: number }>();
  for (const node of diagrams.bottomUp(root)) {
    if (diagrams.isLeaf(node)) {
      best.set(node, { cost: accepts(diagrams.value(node)) ? 0 : Infinity, cell: 0 });
      continue;
    }
    let chosen = { cost: Infinity, cell: 0 };
    const cells = diagrams.variables[diagrams.level(node)]?.cells ?? [];
    diagrams.children(node).forEach((child, cell) => {
      if (cells[cell]?.possible !== true) return;
      const cost = (best.get(child)?.cost ?? Infinity) + (cell === 0 ? 1 : 1000);
      if (cost < chosen.cost) chosen = { cost, cell };
    });
    best.set(node, chosen);
  }
  if (best.get(root)?.cost === Infinity) return undefined;
  const assignment: { variable: number; cell: number }[] = [];
  for (let node = root; !diagrams.isLeaf(node);) {
    const cell = best.get(node)?.cell ?? 0;
    assignment.push({ variable: diagrams.level(node), cell });
    node = diagrams.children(node)[cell] ?? 0;
  }
  return assignment;
}

/** `plant, coffee, speed > 3`: for people. What is left out does not matter. */
export function describe(diagrams: Diagrams, assignment: Assignment): string {
  if (assignment.length === 0) return "anything";
  return assignment.map(({ variable, cell }) => diagrams.variables[variable]?.cells[cell]?.name ?? "?").join(", ");
}
