import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TypedSpec } from "../../../../src/compiler/check/typed.js";
import { formulas } from "../../automata/temporal/arbitrary.js";
import { dfaOf, shown } from "../objective/objective-spec.js";
import { watch } from "../watch.js";
import { isReadable, names, objective, read, rowsOf, signals } from "./robustness-spec.js";

/** Never 0, which says neither. */
const margin = fc.integer({ min: -3, max: 3 }).map((value) => value + 0.5);
const traces = fc.array(fc.array(margin, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 6 });

describe("the sign of robustness", () => {
  it("is that of the verdict: of all continuations by the bounds, of the trace at its end", () => {
    let certain = 0;
    fc.assert(
      fc.property(formulas(2, 3), traces, (formula, trace) => {
        if (!isReadable(formula, "interval")) return;
        const parts: Partial<TypedSpec> = {
          signals,
          objectives: [{ ...objective(formula), automaton: dfaOf(formula, names.length) }],
        };
        const fields = [
          read("robustness.low"),
          read("robustness.high"),
          shown("satisfied"),
          shown("violated"),
          shown("accepting"),
        ];
        const found = watch(fields, rowsOf(trace, { terminated: true }), { x: 0, y: 0 }, parts).rows;
        found.forEach(([[low = NaN] = [], [high = NaN] = [], satisfied, violated, accepting], step) => {
          expect(low).toBeLessThanOrEqual(high);
          if (step === trace.length - 1) {
            expect(low).toBe(high);
            expect(accepting).toEqual([Number(low > 0)]);
            return;
          }
          if (low > 0) expect(satisfied).toEqual([1]);
          if (high < 0) expect(violated).toEqual([1]);
          certain += Number(low > 0 || high < 0);
        });
      }),
      { numRuns: 250 },
    );
    expect(certain).toBeGreaterThan(50);
  });
});
