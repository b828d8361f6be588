import type { Declaration, SpecFile } from "../ast/index.js";
import { declarationLines } from "./declaration.js";
import { documented } from "./lines.js";
import { printDeclared, printReference } from "./place.js";

/**
 * The canonical text of a file: parsing it gives the same tree, places apart. Comments other than documentation are no part of the tree
 * and are lost; the formatter keeps them.
 */
export function print(file: SpecFile): string {
  const name = file.name === undefined ? [] : [headerLine(file.kind, file.name.name, file.extends?.name)];
  const groups: string[][] = [documented(file.documentation, name)];
  let previous: Declaration["kind"] | undefined;
  for (const declaration of file.declarations) {
    const lines = declarationLines(declaration);
    const together = declaration.kind === previous && lines.length === 1 && groups.at(-1)?.length !== 0;
    if (together) groups.at(-1)?.push(...lines);
    else groups.push(lines);
    previous = lines.length === 1 ? declaration.kind : undefined;
  }
  return `${groups
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function headerLine(kind: SpecFile["kind"], name: string, parent: string | undefined): string {
  const keyword = kind === "library" ? "library" : "reward";
  return `${keyword} ${printDeclared(name)}${parent === undefined ? "" : ` extends ${printReference(parent)}`}`;
}
