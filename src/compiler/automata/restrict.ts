import type { Diagram, Diagrams } from "./diagram.js";

/** The diagram where some variables are known to be in certain cells. */
export function restrict(diagrams: Diagrams, diagram: Diagram, known: ReadonlyMap<number, number>): Diagram {
  if (known.size === 0) return diagram;
  return diagrams.rebuild(
    diagram,
    (value) => value,
    (level, children) => {
      const cell = known.get(level);
      const child = cell === undefined ? undefined : children[cell];
      return child === undefined ? children : children.map(() => child);
    },
  );
}
