import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TemporalFormula } from "../../../../src/compiler/automata/temporal/formula.js";
import { everyPart } from "../../../../src/compiler/automata/temporal/formula-parts.js";
import { smoothFormulaOf } from "../../../../src/compiler/automata/temporal/quantitative/smooth.js";
import type { Smooth } from "../../../../src/compiler/check/typed.js";
import { formulas, pastFormulas } from "../../automata/temporal/arbitrary.js";
import { watch } from "../watch.js";
import { objective, read, rowsOf, signals } from "./robustness-spec.js";
import { expected, reported, smoothProgram } from "./smooth-spec.js";

const smooths: readonly Smooth[] = [
  { kind: "logsumexp", temperature: 10 },
  { kind: "logsumexp", temperature: 0.5 },
  { kind: "softmax", temperature: 2 },
  { kind: "gmsr" },
];
const pastEnds = ["what_is_there", "pessimistic", "repeat_last"] as const;
const margin = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: -12, max: 12 }).map((value) => value / 4) },
  { weight: 1, arbitrary: fc.constantFrom(Infinity, -Infinity, 1000, -1000) },
);
const trace = fc.array(fc.array(margin, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 9 });

/** Numbers that agree to nine digits; infinite ones that are the same. */
function expectClose(found: number, wanted: number, formula: TemporalFormula): void {
  const close = found === wanted || Math.abs(found - wanted) <= 1e-9 * (1 + Math.abs(wanted));
  if (!close) expect.fail(`${JSON.stringify(formula)}: ${found} instead of ${wanted}`);
}

/** How often each operator has been compared on whole episodes. */
const seen = new Map<string, number>();

describe.each(pastEnds)("the smooth robustness of whole episodes, past the end %s", (pastEnd) => {
  it.each(smooths)("with $kind($temperature) is that of the runtime", (smooth) => {
    fc.assert(
      fc.property(formulas(2, 3), fc.array(trace, { minLength: 1, maxLength: 4 }), (formula, traces) => {
        if (typeof smoothFormulaOf(formula, "first") === "string") return;
        for (const { kind } of everyPart(formula)) seen.set(kind, (seen.get(kind) ?? 0) + 1);
        const found = reported(smoothProgram(formula, smooth, pastEnd), traces);
        found.forEach((value, index) =>
          expectClose(value, expected(formula, smooth, pastEnd, traces[index] ?? [])[0] ?? NaN, formula),
        );
      }),
      { numRuns: 150 },
    );
  });
});

it("has been compared for every operator", () => {
  expect(seen.size).toBe(18);
  expect(Math.min(...seen.values())).toBeGreaterThan(10);
});

describe("the smooth robustness of the past", () => {
  it.each(smooths)("with $kind($temperature) is that of the runtime in every step", (smooth) => {
    let compared = 0;
    fc.assert(
      fc.property(pastFormulas(2, 3), trace, (formula, rows) => {
        if (typeof smoothFormulaOf(formula, "everywhere") === "string") return;
        const asked = { ...objective(formula), robustness: { pastEnd: "what_is_there" as const, smooth } };
        const { rows: found } = watch(
          [read("robustness.past")],
          rowsOf(rows),
          { x: 0, y: 0 },
          { signals, objectives: [asked] },
        );
        const wanted = expected(formula, smooth, "what_is_there", rows);
        found.forEach(([[value = NaN] = []], step) => expectClose(value, wanted[step] ?? NaN, formula));
        compared += 1;
      }),
      { numRuns: 100 },
    );
    expect(compared).toBeGreaterThan(50);
  });
});
