import type { Difference, NumberClass } from "./differences.js";

/** A difference that cannot be closed from our side, on one driver. */
export interface KnownDifference {
  /** As `npm run conformance:gpu` names what it ran: `webgpu in Node on SwiftShader`. */
  readonly drivers: readonly string[];
  /** The case, as the output names it. */
  readonly title: string;
  readonly what: string;
  readonly numbers: NumberClass;
  /** Bound on the error relative to max(1, |x|) of finite numbers, for what was seen. */
  readonly error?: number;
  readonly why: string;
}

/** What is wrong with a list: differences that it lacks, and differences in it that are no more. Empty where it is exact. */
export function judge(
  driver: string,
  found: readonly Difference[],
  known: readonly KnownDifference[],
): readonly string[] {
  const here = known.filter(({ drivers }) => drivers.includes(driver));
  const same = (a: Difference, b: KnownDifference): boolean =>
    a.title === b.title && a.what === b.what && a.numbers === b.numbers && a.error <= (b.error ?? 0);
  const unknown = found
    .filter((difference) => !here.some((each) => same(difference, each)))
    .map(
      (each) =>
        `${each.title}: ${each.what} (${each.numbers}, ${each.count} values, error ${each.error.toPrecision(2)}): ${each.example}`,
    );
  const gone = here
    .filter((each) => !found.some((difference) => same(difference, each)))
    .map((each) => `${each.title}: ${each.what} (${each.numbers}) is listed as a known difference, and was not found`);
  return [...unknown, ...gone];
}
