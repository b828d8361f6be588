import { describe, expect, it } from "vitest";
import {
  and,
  atom,
  binary,
  implies,
  not,
  type TemporalFormula,
  unary,
  windowed,
} from "../../../../../src/compiler/automata/temporal/formula.js";
import { explicitDfa } from "../explicit-dfa.js";
import { minimalSizes, reachable, sameLanguage } from "./compare.js";
import { automataOf, judgeByEvaluation, judgeByMona, translateAll } from "./judge.js";
import { monaText } from "./mona-text.js";
import { monaVersion, parseMona, runMona } from "./mona.js";
import { randomFormula } from "./random-formula.js";
import { accepts } from "./run.js";
import { show } from "./show.js";
import { traces } from "./traces.js";

const a = atom(0);
const b = atom(1);

/** What MONA 1.4-18 prints (`-q -u -xw`) for a U b. */
const untilOutput = `MONA DFA
number of variables: 2
variables: P0 P1
orders: 2 2
states: 4
initial: 0
bdd nodes: 6
final: -1 -1 -1 1
behaviour: 0 1 5 3
bdd:
 -1 1 0
 0 4 2
 1 0 3
 -1 3 0
 1 5 3
 -1 2 0
end
`;

describe("MONA's output", () => {
  it("is an automaton from the successor of its first state", () => {
    const automaton = parseMona(untilOutput);
    expect([...reachable(automaton)].sort()).toEqual([1, 2, 3]);
    for (const trace of traces(2, 3)) {
      const until = trace.findIndex((letter) => (letter & 2) === 2);
      const holds = until >= 0 && trace.slice(0, until).every((letter) => (letter & 1) === 1);
      expect([trace, accepts(automaton, trace)]).toEqual([trace, holds]);
    }
  });

  it("is refused where it has another form", () => {
    expect(() => parseMona("ARG")).toThrow('no "number of variables"');
  });
});

describe("sizes of minimal automata depend on what is said of the empty trace", () => {
  it("as for always a, eventually a and true", () => {
    const always = explicitDfa(
      1,
      [
        [2, 1],
        [2, 1],
        [2, 2],
      ],
      [false, true, false],
    );
    expect(minimalSizes(always)).toEqual({ free: 2, reject: 3, accept: 2 });
    const eventually = explicitDfa(
      1,
      [
        [0, 1],
        [1, 1],
      ],
      [false, true],
    );
    expect(minimalSizes(eventually)).toEqual({ free: 2, reject: 2, accept: 3 });
    const anything = explicitDfa(
      1,
      [
        [1, 1],
        [1, 1],
      ],
      [false, true],
    );
    expect(minimalSizes(anything)).toEqual({ free: 1, reject: 2, accept: 1 });
  });

  it("as where a state that accepts has the moves of an initial state that is entered again", () => {
    const lastIsA = explicitDfa(
      1,
      [
        [0, 1],
        [0, 1],
      ],
      [false, true],
    );
    expect(minimalSizes(lastIsA)).toEqual({ free: 2, reject: 2, accept: 2 });
  });
});

describe("the comparison of languages", () => {
  it("disregards the empty trace, and sees one wrong letter", () => {
    const always = explicitDfa(
      1,
      [
        [1, 0],
        [1, 1],
      ],
      [true, false],
    );
    const rejecting = explicitDfa(
      1,
      [
        [2, 1],
        [2, 1],
        [2, 2],
      ],
      [false, true, false],
    );
    const wrongLater = explicitDfa(
      1,
      [
        [2, 1],
        [2, 3],
        [2, 2],
        [0, 3],
      ],
      [false, true, false, true],
    );
    expect(sameLanguage(always, rejecting)).toBe(true);
    expect(sameLanguage(always, wrongLater)).toBe(false);
    expect(sameLanguage(wrongLater, always)).toBe(false);
  });
});

describe("formulas are written for MONA", () => {
  it("with a variable for each atom and a position for each operator", () => {
    expect(monaText(binary("until", a, b), 2)).toBe(
      "m2l-str;\nvar2 P0, P1;\nex1 x: x=0 & (ex1 x0: x<=x0 & x0 in P1 & (all1 x1: (x<=x1 & x1<x0) => (x1 in P0)));\n",
    );
    expect(monaText(windowed("always", a, { low: 1, high: 3 }), 1)).toContain(
      "(all1 x0: (x+1<=x0 & x0<=x+3) => (x0 in P0))",
    );
  });
});

describe("the judges", () => {
  const wrong = automataOf(translateAll({ formula: windowed("always", a), atoms: 2 }, 1_000)).automata;

  it("complain of an automaton of another formula", () => {
    const judgement = judgeByEvaluation(windowed("eventually", a), wrong, traces(2, 3));
    expect(judgement).toMatchObject({
      complaints: [expect.stringContaining("is wrong about 1 0, of which it is true")],
    });
    const right = judgeByEvaluation(windowed("always", a), wrong, traces(2, 3));
    expect(right).toEqual({ complaints: [] });
  });

  const version = monaVersion();
  describe.skipIf(version === undefined)("with MONA (skipped where the program `mona` is not installed)", () => {
    it("complain of another language and of another size", async () => {
      const judgement = await judgeByMona({ formula: windowed("eventually", a), atoms: 2 }, wrong, 10_000);
      expect(judgement).toEqual({
        complaints: [
          "the language (free) is not MONA's",
          "the language (reject) is not MONA's",
          "3 states (reject), where MONA's automaton has 2",
          "the language (accept) is not MONA's",
          "2 states (accept), where MONA's automaton has 3",
        ],
      });
    });

    it("find the sizes that are known of some formulas", async () => {
      const [c] = [atom(2)];
      const F = (operand: TemporalFormula): TemporalFormula => windowed("eventually", operand);
      const G = (operand: TemporalFormula): TemporalFormula => windowed("always", operand);
      const sequence = F(and(a, unary("next", F(and(b, unary("next", F(c)))))));
      const task = and(binary("until", not(a), b), G(implies(b, F(c))));
      for (const formula of [sequence, task]) {
        const result = await runMona(monaText(formula, 3));
        expect(result.kind === "automaton" && minimalSizes(result.automaton).reject).toBe(4);
      }
    });

    it("agree with automata of random formulas", async () => {
      for (let seed = 1; seed <= 60; seed++) {
        const random = randomFormula(seed);
        const { automata, complaints } = automataOf(translateAll(random, 10_000));
        const judgement = await judgeByMona(random, automata, 10_000);
        expect([show(random.formula), complaints, judgement]).toEqual([show(random.formula), [], { complaints: [] }]);
      }
    });

    it("say why MONA has no answer", async () => {
      expect(await runMona("m2l-str;\nvar2 P0;\n(")).toMatchObject({ kind: "unknown" });
    });
  });
});
