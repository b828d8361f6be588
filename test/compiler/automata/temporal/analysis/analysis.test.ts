import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Diagrams } from "../../../../../src/compiler/automata/diagram.js";
import { enumeration, freeBoolean } from "../../../../../src/compiler/automata/variable.js";
import { prospectsOf } from "../../../../../src/compiler/automata/temporal/analysis/certainty.js";
import { componentOf, type Component } from "../../../../../src/compiler/automata/temporal/analysis/component.js";
import { conflictingConjuncts } from "../../../../../src/compiler/automata/temporal/analysis/conflict.js";
import { isInsensitiveToEnd } from "../../../../../src/compiler/automata/temporal/analysis/end-sensitivity.js";
import { idleParts } from "../../../../../src/compiler/automata/temporal/analysis/idle-parts.js";
import {
  demandsOfLastLetter,
  endlessOperand,
  endlessParts,
  initially as initialParts,
  judgedAtLast,
  looksBackFromStart,
  withoutDemands,
} from "../../../../../src/compiler/automata/temporal/analysis/misreadings.js";
import { isSameAutomaton } from "../../../../../src/compiler/automata/temporal/analysis/same-automaton.js";
import { shortestWord } from "../../../../../src/compiler/automata/temporal/analysis/shortest-word.js";
import type { Dfa } from "../../../../../src/compiler/automata/temporal/dfa.js";
import * as f from "../../../../../src/compiler/automata/temporal/formula.js";
import type { TemporalFormula } from "../../../../../src/compiler/automata/temporal/formula.js";
import {
  isEmpty,
  shortestAccepted,
  shortestDifference,
} from "../../../../../src/compiler/automata/temporal/trace/language.js";
import { prospects } from "../../../../../src/compiler/automata/temporal/trace/prospects.js";
import { translate } from "../../../../../src/compiler/automata/temporal/translate.js";
import { formulas, traces } from "../arbitrary.js";
import { holdsAt } from "../evaluate.js";

const [a, b] = [f.atom(0), f.atom(1)];
const globally = (operand: TemporalFormula): TemporalFormula => f.windowed("always", operand);
const finallyHolds = (operand: TemporalFormula): TemporalFormula => f.windowed("eventually", operand);
const next = (operand: TemporalFormula): TemporalFormula => f.unary("next", operand);
const weakNext = (operand: TemporalFormula): TemporalFormula => f.unary("weak-next", operand);

function dfaOf(formula: TemporalFormula, atoms = 2): Dfa {
  const translation = translate(formula, atoms);
  if (translation.kind !== "dfa") throw new Error("too large");
  return translation.dfa;
}

function equal(left: TemporalFormula, right: TemporalFormula): boolean {
  return shortestDifference(dfaOf(left), dfaOf(right)) === undefined;
}

/** Atoms 0 and 1 as variables that know nothing of each other. */
function free(dfa: Dfa): { readonly diagrams: Diagrams; readonly component: Component } {
  const diagrams = new Diagrams([freeBoolean("a"), freeBoolean("b")]);
  const atoms = [0, 1].map((variable) => diagrams.literal(variable, [false, true]));
  return { diagrams, component: componentOf(dfa, atoms, diagrams) };
}

describe("automata over the variables of a theory", () => {
  it("find words as short as those over free atoms, and the same prospects", () => {
    fc.assert(
      fc.property(formulas(2, 3), fc.boolean(), (formula, wanted) => {
        const dfa = dfaOf(formula);
        const { diagrams, component } = free(dfa);
        const found = shortestWord(diagrams, [component], ([state]) => dfa.accepting[state ?? 0] === wanted);
        const shortest = shortestAccepted(wanted ? dfa : dfaOf(f.not(formula)));
        expect(found.kind).toBe(shortest === undefined ? "none" : "found");
        if (found.kind === "found") expect(found.word.length).toBe(shortest?.length);
        const { certainty, reached } = prospectsOf(diagrams, component, dfa.accepting);
        const names = { accepted: "satisfied", rejected: "violated", open: "open" } as const;
        const expected = prospects(dfa);
        for (const state of reached) expect(certainty[state]).toBe(names[expected[state] ?? "open"]);
      }),
    );
  });

  it("know which letters cannot be", () => {
    // Atom 0: in A; atom 1: in B; never both.
    const diagrams = new Diagrams([enumeration("place", ["A", "B", "C"])]);
    const atoms = [diagrams.literal(0, [true, false, false]), diagrams.literal(0, [false, true, false])];
    const dfa = dfaOf(finallyHolds(f.and(a, b)));
    const component = componentOf(dfa, atoms, diagrams);
    expect(isEmpty(dfa)).toBe(false);
    expect(shortestWord(diagrams, [component], ([state]) => dfa.accepting[state ?? 0] === true)).toEqual({
      kind: "none",
    });
    const { certainty, reached } = prospectsOf(diagrams, component, dfa.accepting);
    expect([...reached].map((state) => certainty[state])).toEqual(["violated"]);
  });

  it("look for nothing behind the end of an episode, and for no verdict where it is cut", () => {
    const dfa = dfaOf(f.and(next(a)));
    const { diagrams, component } = free(dfa);
    const ending = (how: "terminated" | "truncated"): Component => ({
      initial: 0,
      moves: [diagrams.leaf(1), diagrams.leaf(1)],
      ends: ["none", how],
    });
    const search = (...more: readonly Component[]): string =>
      shortestWord(diagrams, [component, ...more], ([state]) => dfa.accepting[state ?? 0] === true).kind;
    expect(search()).toBe("found");
    expect(search(ending("terminated"))).toBe("none");
    expect(search(ending("truncated"))).toBe("none");
    const some = dfaOf(a);
    const first = free(some);
    const once = { ...ending("truncated"), moves: [first.diagrams.leaf(1), first.diagrams.leaf(1)] };
    expect(
      shortestWord(first.diagrams, [first.component, once], ([state]) => some.accepting[state ?? 0] === true).kind,
    ).toBe("none");
  });

  it("say so where a product is too large", () => {
    const dfa = dfaOf(next(next(next(a))));
    const { diagrams, component } = free(dfa);
    expect(shortestWord(diagrams, [component], () => false, 2)).toEqual({ kind: "too-large" });
  });
});

describe("sensitivity to the end", () => {
  it.each([
    [finallyHolds(a), true],
    [globally(f.implies(a, finallyHolds(b))), true],
    [f.binary("until", f.not(a), b), true],
    [globally(f.not(a)), true],
    [f.initially(a), true],
    [globally(a), false],
    [next(a), true],
    [weakNext(a), false],
    [globally(finallyHolds(a)), false],
    [globally(f.implies(a, next(b))), true],
    [f.last, false],
  ] as const)("of %j: none is %s", (formula, insensitive) => {
    expect(isInsensitiveToEnd(dfaOf(formula))).toBe(insensitive);
  });

  it("is there where a quiet letter more can change the verdict of a trace", () => {
    fc.assert(
      fc.property(formulas(2, 3), fc.array(traces(2, 5), { minLength: 5, maxLength: 5 }), (formula, some) => {
        if (!isInsensitiveToEnd(dfaOf(formula))) return;
        for (const trace of some)
          expect(holdsAt(formula, [...trace, [false, false]], 0)).toBe(holdsAt(formula, trace, 0));
      }),
    );
  });
});

describe("equal automata", () => {
  it("are those of equal languages", () => {
    fc.assert(
      fc.property(formulas(2, 2), formulas(2, 2), (left, right) => {
        expect(isSameAutomaton(dfaOf(left), dfaOf(right))).toBe(equal(left, right));
        expect(isSameAutomaton(dfaOf(left), dfaOf(f.not(f.not(left))))).toBe(true);
      }),
    );
  });
});

describe("idle parts", () => {
  const idle = (formula: TemporalFormula): ReturnType<typeof idleParts> =>
    idleParts(
      formula,
      () => true,
      (changed) => equal(changed, formula),
    );

  it("are found where a part adds nothing", () => {
    const [always, sometimes] = [globally(a), finallyHolds(a)];
    expect(idle(f.and(always, sometimes))).toEqual([{ part: sometimes, by: "true" }]);
    const both = finallyHolds(f.and(a, b));
    expect(idle(f.or(sometimes, both))).toEqual([{ part: both, by: "false" }]);
  });

  it("are never two that need each other", () => {
    const [first, second] = [f.atom(0), f.atom(0)];
    expect(idle(f.or(first, second))).toEqual([{ part: first, by: "false" }]);
  });

  it("are none in formulas that say nothing twice", () => {
    expect(idle(f.binary("until", f.not(a), b))).toEqual([]);
    expect(idle(globally(f.implies(a, finallyHolds(b))))).toEqual([]);
  });

  it("can be replaced all together without changing any verdict", () => {
    fc.assert(
      fc.property(formulas(2, 3), fc.array(traces(2, 4), { minLength: 3, maxLength: 3 }), (formula, some) => {
        let changed = formula;
        const found = idleParts(
          formula,
          () => true,
          (candidate) => {
            const same = equal(candidate, formula);
            if (same) changed = candidate;
            return same;
          },
        );
        if (found.length > 0) expect(changed).not.toBe(formula);
        for (const trace of some) expect(holdsAt(changed, trace, 0)).toBe(holdsAt(formula, trace, 0));
      }),
      { numRuns: 60 },
    );
  });

  it("are not looked for once the budget is spent", () => {
    expect(
      idleParts(
        f.and(a, a),
        () => true,
        () => undefined,
      ),
    ).toEqual([]);
  });
});

describe("conflicting conjuncts", () => {
  const satisfiable = (formula: TemporalFormula): boolean => !isEmpty(dfaOf(formula));

  it("are as few as contradict each other", () => {
    const [always, sometimes, other] = [globally(a), finallyHolds(f.not(a)), finallyHolds(b)];
    expect(conflictingConjuncts(f.and(f.and(other, always), sometimes), satisfiable)).toEqual([always, sometimes]);
  });

  it("are none where the formula is no conjunction", () => {
    expect(conflictingConjuncts(finallyHolds(f.and(a, f.not(a))), satisfiable)).toBeUndefined();
  });
});

describe("misreadings", () => {
  it("`always eventually p` and `eventually always p` say that p holds at the last letter", () => {
    fc.assert(
      fc.property(formulas(2, 2), fc.boolean(), (operand, outer) => {
        const part = outer ? globally(finallyHolds(operand)) : finallyHolds(globally(operand));
        expect(endlessParts(part)).toContain(part);
        expect(endlessOperand(part)).toBe(operand);
        expect(equal(part, judgedAtLast(operand))).toBe(true);
      }),
      { numRuns: 40 },
    );
    expect(endlessParts(globally(f.windowed("eventually", a, { low: 0, high: 3 })))).toEqual([]);
  });

  it("`next` below `always` asks for what the last letter does not have", () => {
    const response = globally(f.implies(a, next(b)));
    const found = demandsOfLastLetter(response);
    expect(found).toEqual([next(b)]);
    expect(withoutDemands(response, found)).toEqual(globally(f.implies(a, weakNext(b))));
    const twice = globally(f.implies(a, next(next(b))));
    expect(demandsOfLastLetter(twice)).toHaveLength(2);
    expect(withoutDemands(twice, demandsOfLastLetter(twice))).toEqual(globally(f.implies(a, weakNext(weakNext(b)))));
  });

  it("`weak next` where the formula negates asks for the same", () => {
    const negated = f.not(finallyHolds(f.and(a, weakNext(b))));
    expect(demandsOfLastLetter(negated)).toEqual([weakNext(b)]);
    expect(
      equal(withoutDemands(negated, demandsOfLastLetter(negated)), globally(f.implies(a, weakNext(f.not(b))))),
    ).toBe(true);
  });

  it("does not ask where a letter is chosen, where the end is spoken of, or within a bound", () => {
    expect(demandsOfLastLetter(finallyHolds(f.and(a, next(b))))).toEqual([]);
    expect(demandsOfLastLetter(globally(f.or(f.last, next(b))))).toEqual([]);
    expect(demandsOfLastLetter(globally(next(f.always)))).toEqual([]);
    expect(demandsOfLastLetter(f.windowed("always", next(b), { low: 0, high: 3 }))).toEqual([]);
    expect(demandsOfLastLetter(f.binary("until", next(a), b))).toEqual([]);
  });

  it("sees where the past is asked for at the first letter", () => {
    const once = f.windowed("once", a);
    expect(looksBackFromStart(f.or(b, f.not(once)))).toEqual([once]);
    expect(looksBackFromStart(globally(f.implies(b, once)))).toEqual([]);
    expect(looksBackFromStart(f.and(f.initially(a), finallyHolds(b)))).toEqual([]);
    expect(initialParts(f.or(b, f.initially(a))).size).toBe(1);
  });

  it("judges a formula about the past at the last letter where that is asked for", () => {
    fc.assert(
      fc.property(formulas(2, 2), traces(2, 5), (formula, trace) => {
        expect(holdsAt(judgedAtLast(formula), trace, 0)).toBe(holdsAt(formula, trace, trace.length - 1));
      }),
    );
  });
});
