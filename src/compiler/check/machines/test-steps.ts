import type { Assignment } from "../../automata/satisfy.js";
import type { TypedSignalDeclaration } from "../typed.js";
import { runsOf } from "./runs.js";
import { requiredValue, signalOf, testValue } from "./test-value.js";
import type { TheoryVariable } from "./theory.js";

/**
 * For each letter of a word what a test sets, in braces; `undefined` where a letter is about something that a test cannot set. The word agrees with the states of the machines that
 * it was `followed` through.
 */
export function testLetters(
  variables: readonly TheoryVariable[],
  word: readonly Assignment[],
  signals: readonly TypedSignalDeclaration[],
  followed: ReadonlySet<string> = new Set(),
): readonly string[] | undefined {
  const letters: string[] = [];
  for (const letter of word) {
    const values: string[] = [];
    for (const { variable, cell } of letter) {
      const written = testValue(variables[variable], cell, signals, followed);
      if (written === undefined) return undefined;
      if (written !== "") values.push(written);
    }
    const named = new Set(letter.map(({ variable }) => signalOf(variables[variable])));
    const required = signals.filter(({ name, missing }) => missing?.policy === "error" && !named.has(name));
    values.push(...required.map(requiredValue));
    letters.push(values.length === 0 ? "{}" : `{ ${values.join(", ")} }`);
  }
  return letters;
}

/** One `step` for each letter, equal neighbours as one. */
export function testSteps(letters: readonly string[]): string {
  return runsOf(letters)
    .map(({ item, length }) => (length === 1 ? `step ${item}` : `step * ${length} ${item}`))
    .join("  ");
}
