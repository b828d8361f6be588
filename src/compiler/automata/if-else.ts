import type { Diagram, Diagrams } from "./diagram.js";

/** `then` where the condition holds, else `otherwise`; no leaf of either is negative. */
export function ifElse(diagrams: Diagrams, condition: Diagram, then: Diagram, otherwise: Diagram): Diagram {
  if (then === otherwise) return then;
  const level = diagrams.level(condition);
  const cells = diagrams.children(condition);
  // An atom of its own above all that follows is the usual case, and one node.
  if (
    cells.every((cell) => diagrams.isLeaf(cell)) &&
    level < diagrams.level(then) &&
    level < diagrams.level(otherwise)
  ) {
    const branches = cells.map((cell) => (diagrams.value(cell) === 1 ? then : otherwise));
    return branches.length === 0
      ? diagrams.value(condition) === 1
        ? then
        : otherwise
      : diagrams.node(level, branches);
  }
  const open = diagrams.apply(condition, then, (holds, value) => (holds === 1 ? value : elsewhere));
  return diagrams.apply(open, otherwise, (value, other) => (value === elsewhere ? other : value));
}

const elsewhere = -1;
