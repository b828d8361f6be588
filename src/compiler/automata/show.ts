import { cubes, type Cube } from "./cubes.js";
import type { Diagram, Diagrams } from "./diagram.js";

/** How connectives are written. */
export interface Notation {
  readonly and: string;
  readonly or: string;
  readonly always: string;
  readonly never: string;
}

const words: Notation = { and: " and ", or: " or ", always: "true", never: "false" };

/** A readable disjunctive form of a condition; `…` stands for what would need more than `limit` cubes. */
export function show(diagrams: Diagrams, condition: Diagram, limit: number = 4, notation: Notation = words): string {
  const found = cubes(diagrams, condition, 4 * limit);
  if (found === undefined || found.length > limit) return "…";
  if (found.length === 0) return notation.never;
  return found.map((cube) => showCube(diagrams, cube, notation, found.length > 1)).join(notation.or);
}

function showCube(diagrams: Diagrams, cube: Cube, notation: Notation, nested: boolean): string {
  const literals = [...cube].map(([variable, cells]) => showLiteral(diagrams, variable, cells, notation));
  if (literals.length === 0) return notation.always;
  const text = literals.join(notation.and);
  return nested && literals.length > 1 ? `(${text})` : text;
}

function showLiteral(diagrams: Diagrams, variable: number, cells: readonly boolean[], notation: Notation): string {
  const described = diagrams.variables[variable]?.describe?.(cells);
  if (described !== undefined) return described;
  const names = (diagrams.variables[variable]?.cells ?? [])
    .filter((cell, index) => cells[index] === true && cell.possible)
    .map(({ name }) => name);
  return names.length === 1 ? (names[0] ?? "") : `(${names.join(notation.or)})`;
}
