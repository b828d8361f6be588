import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Formula } from "../../../../src/compiler/automata/formula.js";
import type { HoaAutomaton } from "../../../../src/compiler/automata/hoa/automaton.js";
import { looksLikeHoa, readHoa } from "../../../../src/compiler/automata/hoa/read.js";
import type { Dfa } from "../../../../src/compiler/automata/temporal/dfa.js";
import { hoa } from "../../../../src/compiler/automata/temporal/formats/hoa.js";
import { step } from "../../../../src/compiler/automata/temporal/trace/run.js";
import { translate } from "../../../../src/compiler/automata/temporal/translate.js";
import { formulas } from "../temporal/arbitrary-formula.js";
import { explicitDfas, letters } from "../temporal/explicit-dfa.js";

function read(text: string): HoaAutomaton {
  const found = readHoa(text);
  if ("problem" in found) expect.fail(`${JSON.stringify(found.problem)} in\n${text}`);
  return found.automaton;
}

function holds(label: Formula, letter: readonly boolean[]): boolean {
  switch (label.kind) {
    case "constant":
      return label.value;
    case "literal":
      return label.cells[letter[label.variable] === true ? 1 : 0] === true;
    case "not":
      return !holds(label.operand, letter);
    case "and":
      return label.operands.every((operand) => holds(operand, letter));
    case "or":
      return label.operands.some((operand) => holds(operand, letter));
    case "xor":
      return label.operands.filter((operand) => holds(operand, letter)).length % 2 === 1;
  }
}

/** The targets for each letter, by state; letters as `letters` lists them. */
function moves(automaton: HoaAutomaton): readonly (readonly (readonly number[])[])[] {
  return automaton.states.map(({ edges }) =>
    letters(automaton.atoms.length).map((letter) =>
      edges.filter(({ label }) => holds(label, letter)).flatMap(({ targets }) => targets),
    ),
  );
}

function expectSame(automaton: HoaAutomaton, dfa: Dfa): void {
  expect(automaton.starts).toEqual([[dfa.initial]]);
  expect(automaton.states.map(({ sets }) => sets.includes(0))).toEqual(dfa.accepting);
  expect(moves(automaton)).toEqual(
    dfa.moves.map((_, state) => letters(dfa.diagrams.atoms).map((letter) => [step(dfa, state, letter)])),
  );
}

function written(dfa: Dfa, name = "f"): string {
  const names = Array.from({ length: dfa.diagrams.atoms }, (_, index) => `p${index}`);
  const found = hoa({ formula: name, atoms: names, dfa });
  if (!("text" in found)) expect.fail(found.obstacle);
  return found.text;
}

describe("what is written", () => {
  it("is read back as the same automaton, deterministic and complete", () => {
    fc.assert(fc.property(explicitDfas(3, 5), (dfa) => expectSame(read(written(dfa)), dfa)));
  });

  it("is read back as the same automaton for formulas", () => {
    fc.assert(
      fc.property(formulas({ atoms: 3, depth: 3, past: true, windows: true }), (formula) => {
        const translation = translate(formula, 3);
        if (translation.kind === "dfa") expectSame(read(written(translation.dfa)), translation.dfa);
      }),
    );
  });

  it("says how finite words are accepted", () => {
    const translation = translate(
      { kind: "until", left: { kind: "atom", atom: 0 }, right: { kind: "atom", atom: 1 } },
      2,
    );
    if (translation.kind !== "dfa") return expect.fail("too large");
    expect(written(translation.dfa, 'a U "b"')).toBe(
      [
        "HOA: v1",
        'name: "a U \\"b\\""',
        'tool: "rewardc"',
        "States: 3",
        "Start: 0",
        'AP: 2 "p0" "p1"',
        "acc-name: Buchi",
        "Acceptance: 1 Inf(0)",
        "properties: trans-labels explicit-labels state-acc complete deterministic",
        'rewardc-words: "finite"',
        "--BODY--",
        "State: 0",
        "[0&!1] 0",
        "[!0&!1] 1",
        "[1] 2",
        "State: 1",
        "[t] 1",
        "State: 2 {0}",
        "[t] 2",
        "--END--",
        "",
      ].join("\n"),
    );
  });
});

const head = 'HOA: v1\nAP: 2 "a" "b"\nStates: 2\nStart: 0\nAcceptance: 1 Inf(0)\n';

describe("reading", () => {
  it("takes everything that version 1 has", () => {
    const automaton = read(`/* a /* nested */ comment */ HOA: v1 name: "G(a -> X \\"b\\")" tool: "ltl2x" "1.0"
      States: 3 Start: 0&1 Start: 2 AP: 2 "a" "b\\\\" Alias: @both 0&1 Alias: @no-b !1
      acc-name: generalized-Buchi 2 Acceptance: 2 Inf(0)&(Fin(!1)|f) properties: trans-labels deterministic properties: no-univ-branch
      spot-highlight: 1 t "x" --BODY--
      State: 0 "first" {0 1} [@both | !(0 | 1) & t] 1&2 {1} [@no-b&0] 2
      State: [0] 1 0 {0} 2
      State: 2 0 1 2 2 {0}
      --END--`);
    expect(automaton).toMatchObject({
      name: 'G(a -> X "b")',
      tool: ["ltl2x", "1.0"],
      atoms: ["a", "b\\"],
      starts: [[0, 1], [2]],
      acceptance: {
        sets: 2,
        name: ["generalized-Buchi", 2],
        condition: {
          kind: "and",
          operands: [
            { kind: "infinitely", set: 0, complement: false },
            {
              kind: "or",
              operands: [
                { kind: "finitely", set: 1, complement: true },
                { kind: "constant", value: false },
              ],
            },
          ],
        },
      },
      properties: ["trans-labels", "deterministic", "no-univ-branch"],
    });
    expect(automaton.headers.get("spot-highlight")).toEqual([1, true, "x"]);
    expect(automaton.states.map(({ name, sets }) => [name, sets])).toEqual([
      ["first", [0, 1]],
      [undefined, []],
      [undefined, []],
    ]);
    expect(automaton.states[0]?.edges.map(({ targets, sets }) => [targets, sets])).toEqual([
      [[1, 2], [1]],
      [[2], []],
    ]);
    // Letters with neither, a, b, both.
    expect(moves(automaton)).toEqual([
      [[1, 2], [2], [], [1, 2]],
      [[], [0, 2], [], [0, 2]],
      [[0], [1], [2], [2]],
    ]);
  });

  it("reads what Spot writes: transition-based acceptance, states in any order", () => {
    const automaton = read(
      'HOA: v1\nname: "F(a & b)"\nStates: 2\nStart: 1\nAP: 2 "a" "b"\nacc-name: Buchi\nAcceptance: 1 Inf(0)\nproperties: trans-labels explicit-labels trans-acc complete\nproperties: deterministic terminal\n--BODY--\nState: 1\n[!0 | !1] 1\n[0&1] 0 {0}\nState: 0\n[t] 0 {0}\n--END--\n',
    );
    expect(automaton.states[1]?.edges.map(({ sets }) => sets)).toEqual([[], [0]]);
  });

  it("reads deep labels", () => {
    const deep = `${"!(".repeat(10_001)}0${")".repeat(10_001)}`;
    expect(read(`${head}--BODY-- State: 0 [${deep}] 0 --END--`).states[0]?.edges).toHaveLength(1);
  });

  it.each([
    ["", 0, 0, "the end of the file", "`HOA:`"],
    ["HOA: v2", 5, 7, "`v2`", "the version `v1`"],
    ['HOA: v1 Meaning: "other"', 8, 16, "`Meaning:`", "a header of version 1 of the format"],
    ["HOA: v1 --BODY--", 8, 16, "`--BODY--`", "`Acceptance:` before it"],
    ['HOA: v1 AP: 2 "a" "a"', 18, 21, "`a` again", "another name"],
    ["HOA: v1 Acceptance: 1 Inf(1)", 26, 27, "`1`", "the number of an acceptance set"],
    ["HOA: v1 Acceptance: 1 Buchi", 22, 27, "`Buchi`", "`Inf(`, `Fin(`, `t` or `f`"],
    ["HOA: v1 States: 1 States: 1", 18, 25, "`States:` again", "another header"],
  ])("says what is wrong in %j", (text, start, end, found, expected) => {
    expect(readHoa(text)).toEqual({ problem: { place: { start, end }, found, expected } });
  });

  it.each([
    ["State: 0 [2] 0", "2", "`2`", "the number of one of the 2 atomic propositions"],
    ["State: 0 [@a] 0", "@a", "`@a`", "an alias that is declared before"],
    ["State: 0 [0 0", "0", "`0`", "`]`"],
    ["State: 0 [(0] 0", "]", "`]`", "`&`, `|` or `)`"],
    ["State: 0 [t] 2", "2", "`2`", "the number of a state"],
    ["State: 0 [t] 0 State: 0 [t] 1", "0", "state 0 again", "another state"],
    ["State: [0] 0 [1] 0", "[", "a label", "an edge without one: the state has a label for all its edges"],
    ["State: 0 0 1", "State: 0", "2 edges without labels", "4: one for each letter"],
    ["State: 0 [t] 0 1", "1", "an edge without label", "a label on every edge of the state, or on none"],
    ["State: 0 [t] 0 {1}", "1", "`1`", "the number of an acceptance set or `}`"],
    ["State: 0 [t] 0 --ABORT--", "--ABORT--", "`--ABORT--`", "`State:`, an edge or `--END--`"],
  ])("says what is wrong in the body %j", (body, at, found, expected) => {
    const text = `${head}--BODY-- ${body} --END--`;
    const result = readHoa(text);
    if (!("problem" in result)) return expect.fail("it was read");
    const { place } = result.problem;
    expect({ ...result.problem, place: text.slice(place.start, place.end) }).toEqual({ place: at, found, expected });
  });

  it("is told from other text by its first header", () => {
    expect(looksLikeHoa("/* x */ HOA: v1")).toBe(true);
    expect(looksLikeHoa("0 # initial\n[1]\n")).toBe(false);
  });
});
