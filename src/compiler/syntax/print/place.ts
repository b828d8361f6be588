import { isFormulaWord, isReadableOnly, isReserved, letterOperators } from "../../../../grammar/words.js";

/** What decides which names need backquotes where an expression is printed. */
export interface PrintPlace {
  readonly kind: "expression" | "formula" | "sequence";
  readonly machine: boolean;
  readonly test: boolean;
}

export const printPlaces = {
  expression: { kind: "expression", machine: false, test: false },
  formula: { kind: "formula", machine: false, test: false },
  machine: { kind: "expression", machine: true, test: false },
  test: { kind: "expression", machine: false, test: true },
} as const satisfies Record<string, PrintPlace>;

/** Words that begin the items of a test: read as names they could be taken for the next item. */
const testWords: ReadonlySet<string> = new Set([
  "given",
  "reset",
  "step",
  "expect",
  "trace",
  "episode",
  "group",
  "batch",
  "end",
]);

/** A name that is read, with backquotes where the word would mean something else. Directly before `.` a letter is a name even in a formula. */
export function printName(name: string, place: PrintPlace, beforeDot = false): string {
  const letter = name in letterOperators && beforeDot;
  const operator = place.kind !== "expression" && isFormulaWord(name) && !letter;
  const reserved = isReserved(name) && !(name === "reward" && place.test);
  const special = reserved || operator || (place.machine && name === "done") || (place.test && testWords.has(name));
  return special ? `\`${name}\`` : name;
}

/** A name where it is declared. */
export function printDeclared(name: string): string {
  return isReserved(name) || isReadableOnly(name) ? `\`${name}\`` : name;
}

/** A name at a place where no word of a formula or test can be meant. */
export function printReference(name: string): string {
  return isReserved(name) ? `\`${name}\`` : name;
}
