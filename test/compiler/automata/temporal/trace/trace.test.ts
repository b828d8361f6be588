import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dfa } from "../../../../../src/compiler/automata/temporal/dfa.js";
import { judge } from "../../../../../src/compiler/automata/temporal/trace/judge.js";
import {
  isEmpty,
  isUniversal,
  shortestAccepted,
  shortestCommon,
  shortestCounterexample,
  shortestDifference,
  shortestRejected,
} from "../../../../../src/compiler/automata/temporal/trace/language.js";
import type { Trace } from "../../../../../src/compiler/automata/temporal/trace/letter.js";
import { prospects } from "../../../../../src/compiler/automata/temporal/trace/prospects.js";
import { accepts, step } from "../../../../../src/compiler/automata/temporal/trace/run.js";
import { readTrace, writeTrace } from "../../../../../src/compiler/automata/temporal/trace/text.js";
import { explicitDfa, explicitDfas, letters } from "../explicit-dfa.js";

/** Letters 0 to 3 over the atoms a (bit 0) and b (bit 1). `a until b`: waiting, done, lost. */
const until = explicitDfa(
  2,
  [
    [2, 0, 1, 1],
    [1, 1, 1, 1],
    [2, 2, 2, 2],
  ],
  [false, true, false],
);
/** `eventually b`. */
const eventually = explicitDfa(
  2,
  [
    [0, 0, 1, 1],
    [1, 1, 1, 1],
  ],
  [false, true],
);

const [none, a, b] = [
  [false, false],
  [true, false],
  [false, true],
];

/** Tries every trace of up to `longest` letters, shortest first. */
function byEnumeration(dfa: Dfa, wanted: boolean, longest: number): number | undefined {
  let states = new Set([dfa.initial]);
  for (let length = 1; length <= longest; length++) {
    states = new Set(
      [...states].flatMap((state) => letters(dfa.diagrams.atoms).map((letter) => step(dfa, state, letter))),
    );
    if ([...states].some((state) => dfa.accepting[state] === wanted)) return length;
  }
  return undefined;
}

describe("shortest traces", () => {
  it("leave out what need not hold", () => {
    expect(shortestAccepted(until)).toEqual([b]);
    expect(shortestRejected(until)).toEqual([none]);
  });

  it("tell two languages apart, and in one direction only where one implies the other", () => {
    expect(shortestDifference(until, eventually)).toEqual([none, b]);
    expect(shortestCounterexample(until, eventually)).toBeUndefined();
    expect(shortestCounterexample(eventually, until)).toEqual([none, b]);
    expect(shortestCommon([until, eventually])).toEqual([b]);
  });

  it("use possible letters only", () => {
    // b never without a.
    const { diagrams, moves } = explicitDfa(2, [[1, 1, 0, 1]], [false]);
    const constrained = {
      ...explicitDfa(
        2,
        [
          [0, 0, 1, 1],
          [1, 1, 1, 1],
        ],
        [false, true],
      ),
    };
    expect(shortestAccepted({ ...constrained }, {})).toEqual([b]);
    const possible = moves[0] ?? 0;
    const same: Dfa = { diagrams, initial: 0, accepting: [false, true], moves: [possible, possible] };
    // Leaf 1 is state 1 and "possible" at once: from the only possible letters the least leads there.
    expect(shortestAccepted(same, { possible })).toEqual([none]);
    expect(shortestRejected(same, { possible })).toBeUndefined();
  });

  it("are as short as enumeration finds them, and are what they say", () => {
    fc.assert(
      fc.property(explicitDfas(2, 5), (dfa) => {
        const [accepted, rejected] = [shortestAccepted(dfa), shortestRejected(dfa)];
        expect(accepted?.length).toBe(byEnumeration(dfa, true, 6));
        expect(rejected?.length).toBe(byEnumeration(dfa, false, 6));
        if (accepted !== undefined) expect(accepts(dfa, accepted)).toBe(true);
        if (rejected !== undefined) expect(accepts(dfa, rejected)).toBe(false);
        expect(isEmpty(dfa)).toBe(accepted === undefined);
        expect(isUniversal(dfa)).toBe(rejected === undefined);
      }),
    );
  });

  it("are never empty unless that is allowed", () => {
    const first = explicitDfa(0, [[1], [1]], [true, false]);
    expect(shortestAccepted(first)).toBeUndefined();
    expect(shortestAccepted(first, { empty: true })).toEqual([]);
  });
});

describe("judging a trace", () => {
  it("says from which step on the verdict is certain", () => {
    expect(judge(until, [a, a, b, none])).toEqual({
      accepted: true,
      certainFrom: 2,
      steps: [0, 0, 1, 1].map((state) => ({ state, accepting: state === 1 })),
    });
    expect(judge(until, [a])).toMatchObject({ accepted: false });
    expect(judge(until, [a]).certainFrom).toBeUndefined();
    expect(judge(until, [none, b])).toMatchObject({ accepted: false, certainFrom: 0 });
  });

  it("calls a state decided exactly where no continuation changes the verdict", () => {
    fc.assert(
      fc.property(explicitDfas(2, 5), (dfa) => {
        prospects(dfa).forEach((prospect, state) => {
          const from: Dfa = { ...dfa, initial: state };
          const accepts = shortestAccepted(from, { empty: true }) !== undefined;
          const rejects = shortestRejected(from, { empty: true }) !== undefined;
          expect(prospect).toBe(accepts && rejects ? "open" : accepts ? "accepted" : "rejected");
        });
      }),
    );
  });
});

describe("the text of a trace", () => {
  const atoms = ["a", "b", "speed > 2", "-"];

  it("reads letters between `;` or line ends", () => {
    const { trace, problems } = readTrace('a; a, b; -\n\n"speed > 2";\n', atoms);
    expect(problems).toEqual([]);
    expect(trace.map((letter) => letter.map(Number).join(""))).toEqual(["1000", "1100", "0000", "0010"]);
  });

  it("reads back what it writes", () => {
    const letter = fc.array(fc.boolean(), { minLength: atoms.length, maxLength: atoms.length });
    fc.assert(
      fc.property(fc.array(letter), (trace: Trace) => {
        expect(readTrace(writeTrace(trace, atoms), atoms)).toEqual({ trace, problems: [] });
      }),
    );
  });

  it.each([
    ["a; c", 3, 4, "`c`", "one of `a`, `b`, `speed > 2`, `-`"],
    ["a b", 2, 3, "`b`", "`,` or `;`"],
    ["a,; b", 2, 3, "the end of the letter", "one of `a`, `b`, `speed > 2`, `-`"],
    ["a;; b", 2, 3, "an empty letter", "atoms, or `-` where none holds"],
    ["a, -", 3, 4, "`-`", "one of `a`, `b`, `speed > 2`, `-`"],
    ['"a', 0, 1, '`"`', "one of `a`, `b`, `speed > 2`, `-`"],
  ])("says what is wrong in %j", (text, start, end, found, expected) => {
    expect(readTrace(text, atoms).problems[0]).toEqual({ place: { start, end }, found, expected });
  });
});
