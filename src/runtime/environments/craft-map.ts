import { gridMap, type GridMap } from "./grid/grid-map.js";

/** What the letters of a craft map stand for. */
const materials = {
  a: "wood",
  b: "toolshed",
  c: "workbench",
  d: "grass",
  e: "factory",
  f: "iron",
  g: "gold",
  h: "gem",
} as const;
type Letter = keyof typeof materials;

/**
 * Reads a craft map: a rectangle of characters, `X` a wall, `A` the start, a blank a free cell, the letters `a` to `h` materials. Rows are
 * counted from above. The maps of the published benchmark are in this format.
 */
export function craftMap(text: string): GridMap {
  const lines = text.replace(/\n+$/, "").split("\n");
  const width = Math.max(...lines.map((line) => line.length));
  const at = (column: number, row: number): string => lines[row]?.[column] ?? " ";
  const labels: Record<string, [number, number][]> = Object.fromEntries(
    Object.values(materials).map((name) => [name, []]),
  );
  let start: readonly [number, number] | undefined;
  lines.forEach((line, row) => {
    [...line].forEach((character, column) => {
      if (character === "A") start = [column, row];
      else if (isLetter(character)) labels[materials[character]]?.push([column, row]);
      else if (character !== "X" && character !== " ")
        throw new RangeError(
          `a craft map has \`X\`, \`A\`, blanks and \`a\` to \`h\`; found \`${character}\` in row ${String(row)}, column ${String(column)}`,
        );
    });
  });
  if (start === undefined) throw new RangeError("a craft map needs a start, `A`");
  return gridMap({
    width,
    height: lines.length,
    start,
    up: -1,
    open: (_from, [column, row]) => at(column, row) !== "X",
    labels,
  });
}

function isLetter(character: string): character is Letter {
  return character in materials;
}
