import type { Diagram, Diagrams } from "../../automata/diagram.js";
import type { GraphBuilder } from "../../ir/builder.js";
import type { NodeId } from "../../ir/node.js";

/**
 * The values of decision diagrams by one lookup for each variable, however many nodes they have: where the walks stand, and the variable's cell, give where they go on. A scalar for
 * one diagram, or a list for several (`isList`), which walk side by side.
 */
export function walk(
  ir: GraphBuilder,
  diagrams: Diagrams,
  roots: readonly Diagram[],
  cellOf: (level: number) => NodeId,
  isList: boolean,
): NodeId {
  const shape = isList ? [roots.length] : [];
  let standing = distinct(roots);
  let at = ir.constant(
    roots.map((root) => standing.get(root) ?? 0),
    "int",
    shape,
  );
  diagrams.variables.forEach((variable, level) => {
    const cells = variable.cells.length;
    const tested = [...standing.keys()];
    if (!tested.some((node) => diagrams.level(node) === level)) return;
    const reached = tested.flatMap((node) =>
      diagrams.level(node) === level ? diagrams.children(node) : Array.from({ length: cells }, () => node),
    );
    standing = distinct(reached);
    const places = standing;
    const entry = ir.binary("add", ir.binary("multiply", at, ir.constant(cells, "int")), cellOf(level));
    at = ir.lookup(
      reached.map((node) => places.get(node) ?? 0),
      entry,
      "int",
    );
  });
  return ir.lookup(
    [...standing.keys()].map((leaf) => diagrams.value(leaf)),
    at,
    "int",
  );
}

/** Nodes of diagrams, each once, with their places. */
function distinct(nodes: readonly Diagram[]): ReadonlyMap<Diagram, number> {
  return new Map([...new Set(nodes)].map((node, place) => [node, place]));
}
