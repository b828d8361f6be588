import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PastEnd, robustness, type RobustnessFormula, type Smooth } from "../../../src/runtime/index.js";
import { byDefinition } from "./oracle/definition.js";
import { plain } from "./oracle/numbers.js";
import { formulas } from "./oracle/random-formula.js";
import { show } from "./oracle/show.js";

const channels = 3;

/** Whole and half numbers, so that ties are common, and the margins of Booleans. */
const margin = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -6, max: 6 }).map((x) => x / 2) },
  { weight: 1, arbitrary: fc.constantFrom(Infinity, -Infinity) },
);

/** Two environments of up to 14 steps that end at different times, with resets in between. */
const trajectories = fc
  .record({
    steps: fc.integer({ min: 1, max: 14 }),
    values: fc.array(margin, { minLength: 2 * 14 * channels, maxLength: 2 * 14 * channels }),
    lengths: fc.tuple(fc.nat(14), fc.nat(14)),
    starts: fc.array(fc.nat(7), { minLength: 28, maxLength: 28 }),
    skipped: fc.array(fc.nat(9), { minLength: 28, maxLength: 28 }),
  })
  .map(({ steps, values, lengths, starts, skipped }) => {
    const size = 2 * steps;
    return {
      steps,
      environments: 2,
      margins: Array.from({ length: channels }, (_, c) => Float64Array.from(values.slice(c * 28, c * 28 + size))),
      lengths: lengths.map((length) => Math.min(length, steps)),
      starts: Uint8Array.from(starts.slice(0, size), (x) => Number(x === 0)),
      skipped: Uint8Array.from(skipped.slice(0, size), (x) => Number(x === 0)),
    };
  });

type Trajectories = typeof trajectories extends fc.Arbitrary<infer T> ? T : never;

/** Each environment cut into traces by the words of the interface; then the definition, one trace at a time. */
function expected(formula: RobustnessFormula, given: Trajectories, options: { pastEnd?: PastEnd; smooth?: Smooth }) {
  const values = new Array<number>(given.steps * 2).fill(NaN);
  for (const environment of [0, 1]) {
    const rows = Array.from({ length: given.lengths[environment] ?? 0 }, (_, t) => 2 * t + environment);
    const traces: number[][] = [[]];
    for (const row of rows) {
      if (given.skipped[row] === 1) traces.push([]);
      else if (given.starts[row] === 1) traces.push([row]);
      else traces.at(-1)?.push(row);
    }
    for (const trace of traces) {
      const margins = given.margins.map((column) => trace.map((row) => column[row] ?? NaN));
      byDefinition(formula, margins, plain(options.smooth), options.pastEnd).forEach(
        (value, i) => (values[trace[i] ?? 0] = value),
      );
    }
  }
  return values;
}

function agree(formula: RobustnessFormula, given: Trajectories, options: { pastEnd?: PastEnd; smooth?: Smooth }): void {
  const result = robustness(formula, given, options);
  if (result.kind !== "values") expect.fail("a margin is not a number");
  const wanted = expected(formula, given, options);
  wanted.forEach((value, row) => {
    const found = result.values[row] ?? 0;
    const close =
      options.smooth === undefined ? found === value : Math.abs(found - value) <= 1e-11 * (1 + Math.abs(value));
    if (!close && !Object.is(found, value) && !(Number.isNaN(found) && Number.isNaN(value)))
      expect.fail(`${show(formula)} is worth ${value} at row ${row}, found ${found}`);
  });
  for (const episode of result.episodes) {
    expect(episode.robustness).toBe(result.values[2 * episode.start + episode.environment]);
  }
}

const conventions: readonly PastEnd[] = ["what_is_there", "pessimistic", "repeat_last"];
const approximations: readonly Smooth[] = [
  { kind: "logsumexp", temperature: 10 },
  { kind: "logsumexp", temperature: 0.7 },
  { kind: "softmax", temperature: 3 },
  { kind: "gmsr", epsilon: 1e-2, power: 1 },
  { kind: "gmsr", epsilon: 1e-3, power: 2.5 },
];

describe("the engine agrees with the definitions, over lengths and resets", () => {
  it.each(conventions)("exactly, past the end %s", (pastEnd) => {
    fc.assert(
      fc.property(formulas(channels, 9), trajectories, (formula, given) => agree(formula, given, { pastEnd })),
      { numRuns: 3000, seed: 1 },
    );
  });

  it.each(
    approximations.flatMap((smooth) =>
      conventions.map((pastEnd) => [JSON.stringify(smooth), pastEnd, smooth] as const),
    ),
  )("smoothly, %s, past the end %s", (_, pastEnd, smooth) => {
    fc.assert(
      fc.property(formulas(channels, 6), trajectories, (formula, given) => agree(formula, given, { pastEnd, smooth })),
      { numRuns: 400, seed: 2 },
    );
  });
});
