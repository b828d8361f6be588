import type { Cube, Literal } from "./cubes.js";

/** How a guard's operators and constants are written. */
export interface GuardNotation {
  readonly not: string;
  readonly and: string;
  readonly or: string;
  readonly always: string;
  readonly never: string;
  atom(index: number): string;
}

/** `a & !b | c`, with the names of the atoms; names that are not plain words stand in double quotes. */
export function plainNotation(atoms: readonly string[]): GuardNotation {
  return {
    not: "!",
    and: " & ",
    or: " | ",
    always: "true",
    never: "false",
    atom: (index) => quoted(atoms[index] ?? `p${index}`),
  };
}

/** Over the numbers of the atoms, as HOA files have it. */
export const hoaNotation: GuardNotation = { not: "!", and: "&", or: " | ", always: "t", never: "f", atom: String };

/** Short, with names as they are. */
export function pictureNotation(atoms: readonly string[]): GuardNotation {
  return { ...plainNotation(atoms), always: "always", atom: (index) => atoms[index] ?? `p${index}` };
}

export function guardText(cubes: readonly Cube[], notation: GuardNotation): string {
  if (cubes.length === 0) return notation.never;
  return cubes.map((cube) => cubeText(cube, notation)).join(notation.or);
}

function cubeText(cube: Cube, notation: GuardNotation): string {
  const literal = ({ atom, holds }: Literal): string => `${holds ? "" : notation.not}${notation.atom(atom)}`;
  return cube.length === 0 ? notation.always : cube.map(literal).join(notation.and);
}

function quoted(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) ? name : `"${name.replace(/["\\]/gu, "\\$&")}"`;
}
