import { describe, expect, it } from "vitest";
import { atom, not, windowed } from "../../../../../src/compiler/automata/temporal/formula.js";
import { overPrefixes, type InfiniteFormula } from "../../../../../src/compiler/automata/temporal/omega/formula.js";
import { omegaProspects } from "../../../../../src/compiler/automata/temporal/omega/prospects.js";
import { translateInfinite } from "../../../../../src/compiler/automata/temporal/omega/translate.js";

function prospectsOf(formula: InfiniteFormula): readonly string[] {
  const made = translateInfinite(formula, 2);
  if (made.kind !== "automaton") throw new Error(made.budget);
  return omegaProspects(made.automaton);
}
const [a, b] = [atom(0), atom(1)];

describe("what is certain of an infinite trace", () => {
  it("decides safety by its violation and reachability by its goal", () => {
    expect(prospectsOf(overPrefixes("for-every-prefix", a)).toSorted()).toEqual(["open", "violated"]);
    expect(prospectsOf(overPrefixes("for-some-prefix", a)).toSorted()).toEqual(["open", "satisfied"]);
  });

  it("never decides recurrence and persistence", () => {
    expect(new Set(prospectsOf(overPrefixes("infinitely-often", a)))).toEqual(new Set(["open"]));
    expect(new Set(prospectsOf(overPrefixes("eventually-forever", a)))).toEqual(new Set(["open"]));
  });

  it("decides a conjunction where its safe part fails", () => {
    const operands = [overPrefixes("for-every-prefix", not(b)), overPrefixes("infinitely-often", a)];
    const prospects = prospectsOf({ kind: "and", operands });
    expect(prospects).toContain("violated");
    expect(prospects).not.toContain("satisfied");
  });

  it("is certain from the start of what is always or never so", () => {
    const often = overPrefixes("infinitely-often", windowed("once", a));
    const sometime = overPrefixes("for-some-prefix", a);
    expect(prospectsOf({ kind: "xor", left: often, right: sometime })).toEqual(["violated"]);
    expect(prospectsOf({ kind: "not", operand: { kind: "xor", left: often, right: sometime } })).toEqual(["satisfied"]);
  });
});
