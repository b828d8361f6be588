import type { Mismatch } from "../../../src/testing/conformance/compare-row.js";

/** Numbers that went wrong: those that are no numbers in the reference, infinite ones, finite ones that became neither, finite ones that are off, and whole numbers and flags. */
export type NumberClass = "NaN" | "infinite" | "finite to not finite" | "finite";

/** What a driver makes of one value of one program, put together over all rows. */
export interface Difference {
  readonly title: string;
  /** Name of the operation, term or output: `sin(x)`. */
  readonly what: string;
  readonly numbers: NumberClass;
  readonly count: number;
  /** Greatest error relative to max(1, |x|); 0 where either is not finite. */
  readonly error: number;
  readonly example: string;
}

/** The differences of a case. What follows from another (the contribution of a term whose body differs) counts with it. */
export function differencesOf(title: string, mismatches: readonly Mismatch[]): readonly Difference[] {
  const found = new Map<string, Difference>();
  for (const { what, expected, found: values } of mismatches) {
    const name = what.replace(/^(term|raw) /, "").replace(/(\[\d+\])+$/, "");
    for (const [index, value] of expected.entries()) {
      const other = values[index] ?? NaN;
      if (Object.is(value, other) || value === other) continue;
      const numbers = classOf(value, other);
      const error = numbers === "finite" ? Math.abs(value - other) / Math.max(1, Math.abs(value)) : 0;
      const key = `${name}: ${numbers}`;
      const before = found.get(key);
      const worse = before === undefined || error > before.error;
      found.set(key, {
        ...{ title, what: name, numbers },
        count: (before?.count ?? 0) + 1,
        error: Math.max(before?.error ?? 0, error),
        example: worse ? `${value} → ${other}` : before.example,
      });
    }
  }
  return [...found.values()];
}

function classOf(expected: number, found: number): NumberClass {
  if (Number.isNaN(expected)) return "NaN";
  if (!Number.isFinite(expected)) return "infinite";
  return Number.isFinite(found) ? "finite" : "finite to not finite";
}
