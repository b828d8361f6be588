import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { and, atom, last, not, unary, windowed } from "../../../../../src/compiler/automata/temporal/formula.js";
import { everyPart, looksForward } from "../../../../../src/compiler/automata/temporal/formula-parts.js";
import { atEnd } from "../../../../../src/compiler/automata/temporal/past/at-end.js";
import { formulas, judgedAtEnd, traces } from "../arbitrary.js";
import { holdsAt } from "../evaluate.js";

const [a, b] = [atom(0), atom(1)];

describe("a formula that the last letter can judge", () => {
  it("says at the last letter what it says at the first one", () => {
    fc.assert(
      fc.property(judgedAtEnd(3, 2), traces(3, 7), (formula, trace) => {
        const past = atEnd(formula);
        if (past === undefined) throw new Error("the last letter cannot judge it");
        expect(holdsAt(past, trace, trace.length - 1)).toBe(holdsAt(formula, trace, 0));
      }),
      { numRuns: 2000 },
    );
  });

  it("has no future operators left", () => {
    fc.assert(
      fc.property(fc.oneof(judgedAtEnd(3, 2), formulas(3, 3)), (formula) => {
        const past = atEnd(formula);
        if (past !== undefined) expect(everyPart(past).some(looksForward)).toBe(false);
      }),
    );
  });

  it("says it of any formula that it reads at all", () => {
    fc.assert(
      fc.property(formulas(3, 3), traces(3, 6), (formula, trace) => {
        const past = atEnd(formula);
        if (past !== undefined) expect(holdsAt(past, trace, trace.length - 1)).toBe(holdsAt(formula, trace, 0));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a formula that takes more than the past", () => {
  it("is one with a future operator under another", () => {
    expect(atEnd(windowed("always", windowed("eventually", a)))).toBeUndefined();
    expect(atEnd(windowed("always", unary("next", a)))).toBeUndefined();
    expect(atEnd(and(a, windowed("always", windowed("eventually", b))))).toBeUndefined();
  });

  it("is not one that asks for the last letter", () => {
    expect(atEnd(windowed("eventually", and(last, a)))).toBeDefined();
    expect(atEnd(not(windowed("always", not(last))))).toBeDefined();
  });
});
