import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  and,
  atom,
  binary,
  not,
  or,
  unary,
  windowed,
  type TemporalFormula,
} from "../../../../src/compiler/automata/temporal/formula.js";
import type { PastEnd } from "../../../../src/compiler/automata/temporal/quantitative/formula.js";
import { horizonOf } from "../../../../src/compiler/automata/temporal/quantitative/reach.js";
import { normalise } from "../../../../src/compiler/automata/temporal/quantitative/normalise.js";
import type { RobustnessField } from "../../../../src/compiler/check/typed.js";
import type { Row } from "../../../../src/runtime/reference/index.js";
import { formulas } from "../../automata/temporal/arbitrary.js";
import { findingsOf, run } from "../run.js";
import { watch } from "../watch.js";
import { boundsAtStart, robustnessAt, type Margins } from "./definition.js";
import { isReadable, read, rowsOf, specOf } from "./robustness-spec.js";

/** Values that collide, and infinite ones. */
const margin = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -4, max: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom(-Infinity, Infinity) },
);
const letter = fc.array(margin, { minLength: 2, maxLength: 2 });
const traces = (longest: number): fc.Arbitrary<Margins> => fc.array(letter, { minLength: 1, maxLength: longest });
const policies = fc.constantFrom<PastEnd>("what_is_there", "pessimistic", "repeat_last");

/** What the fields show, episode by episode, with a reset in between. */
function shownOver(
  formula: TemporalFormula,
  fields: readonly RobustnessField[],
  episodes: readonly (readonly Row[])[],
  pastEnd?: PastEnd,
): readonly (readonly (readonly number[])[])[] {
  const reset: Row = { signals: { x: 0, y: 0 }, isFirst: true };
  const rows = episodes.flatMap((episode, index) => (index === 0 ? episode : [reset, ...episode]));
  const found = watch(fields.map(read), rows, { x: 0, y: 0 }, specOf(formula, pastEnd)).rows.filter(
    (row) => row.length > 0,
  );
  let start = 0;
  return episodes.map((episode) => {
    const part = found.slice(start, start + episode.length);
    start += episode.length;
    return part.map((row) => row.map(([value]) => (value === undefined ? NaN : value + 0)));
  });
}

const prefixes = (trace: Margins): readonly Margins[] => trace.map((_, index) => trace.slice(0, index + 1));
const plain = (value: number): number => value + 0;

describe("robustness.past", () => {
  it("is the value at the present step", () => {
    let read = 0;
    fc.assert(
      fc.property(formulas(2, 3), traces(9), traces(5), (formula, one, other) => {
        if (!isReadable(formula, "past")) return;
        read++;
        const found = shownOver(formula, ["robustness.past"], [rowsOf(one), rowsOf(other)]);
        expect(found).toEqual(
          [one, other].map((trace) =>
            prefixes(trace).map((prefix) => [plain(robustnessAt(formula, prefix, prefix.length - 1))]),
          ),
        );
      }),
      { numRuns: 300 },
    );
    expect(read).toBeGreaterThan(40);
  });
});

describe("robustness.delayed", () => {
  it("is the value one horizon ago, which no continuation changes, and waits with 0", () => {
    let read = 0;
    fc.assert(
      fc.property(formulas(2, 3), traces(12), traces(6), policies, (formula, one, other, pastEnd) => {
        if (!isReadable(formula, "delayed", pastEnd)) return;
        read++;
        const normal = normalise(formula, pastEnd);
        const horizon = normal === undefined ? 0 : horizonOf(normal);
        const found = shownOver(formula, ["robustness.delayed"], [rowsOf(one), rowsOf(other)], pastEnd);
        expect(found).toEqual(
          [one, other].map((trace) =>
            prefixes(trace).map((prefix) => {
              const position = prefix.length - 1 - horizon;
              return [position < 0 ? 0 : plain(robustnessAt(formula, prefix, position, pastEnd))];
            }),
          ),
        );
      }),
      { numRuns: 300 },
    );
    expect(read).toBeGreaterThan(50);
  });
});

describe("robustness of an episode", () => {
  it("is the value at the first letter of the trace so far, and counts at its end", () => {
    let read = 0;
    fc.assert(
      fc.property(formulas(2, 3), traces(7), traces(4), policies, (formula, one, other, pastEnd) => {
        if (!isReadable(formula, "interval", pastEnd)) return;
        read++;
        const episodes = [rowsOf(one, { terminated: true }), rowsOf(other, { truncated: true })];
        const found = shownOver(formula, ["robustness"], episodes, pastEnd);
        expect(found).toEqual(
          [one, other].map((trace) =>
            prefixes(trace).map((prefix) => [plain(robustnessAt(formula, prefix, 0, pastEnd))]),
          ),
        );
      }),
      { numRuns: 300 },
    );
    expect(read).toBeGreaterThan(80);
  });

  it("is paid once, and not read at each step", () => {
    const text = "signal x: float\nobjective O = always[0, 3] x >= 1\n";
    const rows = [{ signals: { x: 3 } }, { signals: { x: 1.5 } }, { signals: { x: 2 }, truncated: true }];
    expect(run(`${text}term t weight 2 = O.robustness`, rows).map(({ reward }) => reward)).toEqual([0, 0, 1]);
    expect(findingsOf(`${text}term t = 1\nterminate when O.robustness < 0`)).toEqual([
      "known-later: an end of the episode needs a value that is known at each step",
    ]);
  });
});

describe("robustness.low and robustness.high", () => {
  it("are the bounds over all continuations, and the value itself where the episode terminates", () => {
    let read = 0;
    fc.assert(
      fc.property(formulas(2, 3), traces(7), traces(4), (formula, one, other) => {
        if (!isReadable(formula, "interval")) return;
        read++;
        const episodes = [rowsOf(one, { terminated: true }), rowsOf(other, { truncated: true })];
        const found = shownOver(formula, ["robustness.low", "robustness.high"], episodes);
        const bounds = [one, other].map((trace) =>
          prefixes(trace).map((prefix) => boundsAtStart(formula, prefix).map(plain)),
        );
        const value = plain(robustnessAt(formula, one, 0));
        bounds[0]?.splice(-1, 1, [value, value]);
        expect(found).toEqual(bounds);
      }),
      { numRuns: 500 },
    );
    expect(read).toBeGreaterThan(150);
  });

  it("hold the value of every continuation, whatever is past the end", () => {
    let read = 0;
    fc.assert(
      fc.property(
        formulas(2, 3),
        traces(5),
        fc.array(letter, { maxLength: 6 }),
        policies,
        (formula, trace, more, pastEnd) => {
          if (!isReadable(formula, "interval", pastEnd)) return;
          read++;
          const whole = [...trace, ...more];
          const [shown = []] = shownOver(
            formula,
            ["robustness.low", "robustness.high"],
            [rowsOf(whole, { terminated: true })],
            pastEnd,
          );
          const value = plain(robustnessAt(formula, whole, 0, pastEnd));
          expect(shown.at(-1)).toEqual([value, value]);
          for (const [low = NaN, high = NaN] of shown) {
            expect(low).toBeLessThanOrEqual(value);
            expect(high).toBeGreaterThanOrEqual(value);
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(read).toBeGreaterThan(150);
  });

  it("are reached by some continuation where each condition is written once", () => {
    const [x, y] = [atom(0), atom(1)];
    const once: readonly TemporalFormula[] = [
      windowed("always", x),
      windowed("eventually", x, { low: 1, high: 3 }),
      windowed("always", windowed("eventually", x, { low: 0, high: 1 }), { low: 0, high: 2 }),
      windowed("eventually", windowed("always", x)),
      windowed("always", or(not(x), windowed("eventually", y))),
      windowed("eventually", windowed("always", x), { low: 0, high: 2 }),
      binary("until", x, y, { low: 1, high: 3 }),
      binary("release", x, windowed("eventually", y)),
      windowed("always", windowed("once", x, { low: 0, high: 1 })),
      and(windowed("historically", x), unary("next", windowed("eventually", y))),
    ];
    const extremes = [-Infinity, Infinity].flatMap((left) => [-Infinity, Infinity].map((right) => [left, right]));
    const longer = (tails: readonly Margins[]): readonly Margins[] =>
      tails.flatMap((tail) => extremes.map((letter) => [...tail, letter]));
    const [one, two] = [longer([[]]), longer(longer([[]]))];
    const continuations = [[], ...one, ...two, ...longer(two), ...longer(longer(two))];
    fc.assert(
      fc.property(traces(3), fc.constantFrom(...once), (trace, formula) => {
        const [shown = []] = shownOver(formula, ["robustness.low", "robustness.high"], [rowsOf(trace)]);
        prefixes(trace).forEach((prefix, step) => {
          const values = continuations.map((more) => robustnessAt(formula, [...prefix, ...more], 0));
          expect(shown[step]).toEqual([plain(Math.min(...values)), plain(Math.max(...values))]);
        });
      }),
      { numRuns: 60 },
    );
  });
});
