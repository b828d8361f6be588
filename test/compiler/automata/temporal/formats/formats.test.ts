import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { and, atom, binary, not, or, windowed } from "../../../../../src/compiler/automata/temporal/formula.js";
import { Conditions } from "../../../../../src/compiler/automata/temporal/formats/conditions.js";
import { cubesOf, type Cube } from "../../../../../src/compiler/automata/temporal/formats/cubes.js";
import { automatonGraph } from "../../../../../src/compiler/automata/temporal/formats/graph.js";
import { machineText } from "../../../../../src/compiler/automata/temporal/formats/machine-text.js";
import { mona } from "../../../../../src/compiler/automata/temporal/formats/mona.js";
import { automatonRecord, automatonSummary } from "../../../../../src/compiler/automata/temporal/formats/record.js";
import { transitions } from "../../../../../src/compiler/automata/temporal/formats/transitions.js";
import { accepts, step } from "../../../../../src/compiler/automata/temporal/trace/run.js";
import { translate } from "../../../../../src/compiler/automata/temporal/translate.js";
import { readText } from "../../../../../src/compiler/automata/text/read.js";
import type { NamedAutomaton } from "../../../../../src/compiler/automata/temporal/formats/automaton.js";
import type { TemporalFormula } from "../../../../../src/compiler/automata/temporal/formula.js";
import { explicitDfas, letters } from "../explicit-dfa.js";
import { formulas } from "../arbitrary-formula.js";

function named(formula: TemporalFormula, atoms: readonly string[], text = "f"): NamedAutomaton {
  const translation = translate(formula, atoms.length);
  if (translation.kind !== "dfa") expect.fail("too large");
  return { formula: text, atoms, dfa: translation.dfa };
}

const until = named(binary("until", atom(0), atom(1)), ["a", "b"], "a U b");

function holds(cubes: readonly Cube[], letter: readonly boolean[]): boolean {
  return cubes.some((cube) => cube.every((literal) => letter[literal.atom] === literal.holds));
}

describe("guards", () => {
  /** A condition from its truth table; atom 0 is the highest bit. */
  function condition(conditions: Conditions, table: readonly boolean[]): number {
    let layer = table.map(Number);
    for (let level = Math.log2(table.length) - 1; level >= 0; level--)
      layer = Array.from({ length: layer.length / 2 }, (_, at) =>
        conditions.node(level, layer[2 * at] ?? 0, layer[2 * at + 1] ?? 0),
      );
    return layer[0] ?? 0;
  }
  const letterOf = (index: number): readonly boolean[] => [3, 2, 1, 0].map((bit) => ((index >> bit) & 1) === 1);

  it("hold exactly where the condition does, without a cube or a literal too many", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }), (table) => {
        const conditions = new Conditions();
        const cubes = cubesOf(conditions, condition(conditions, table)) ?? [];
        const covered = (some: readonly Cube[]): readonly boolean[] =>
          table.map((_, index) => holds(some, letterOf(index)));
        expect(covered(cubes)).toEqual(table);
        cubes.forEach((cube, index) => {
          const others = cubes.filter((_, other) => other !== index);
          expect(covered(others)).not.toEqual(table);
          for (const literal of cube)
            expect(covered([...others, cube.filter((other) => other !== literal)])).not.toEqual(table);
        });
      }),
    );
  });

  it("end where they would be too long", () => {
    const conditions = new Conditions();
    const parity = Array.from({ length: 20 }, (_, level) => level).reduceRight<readonly [number, number]>(
      ([even, odd], level) => [conditions.node(level, even, odd), conditions.node(level, odd, even)],
      [0, 1],
    );
    expect(cubesOf(conditions, parity[0], 1000)).toBeUndefined();
  });

  it("of a state partition the letters as its moves do", () => {
    fc.assert(
      fc.property(explicitDfas(3, 4), (dfa) => {
        const found = transitions(dfa) ?? [];
        for (const [state] of dfa.moves.entries())
          for (const letter of letters(dfa.diagrams.atoms)) {
            const taken = found.filter(({ from, cubes }) => from === state && holds(cubes, letter));
            expect(taken.map(({ to }) => to)).toEqual([step(dfa, state, letter)]);
          }
      }),
    );
  });
});

it("the JSON record has the automaton", () => {
  expect(automatonRecord(until, 1.5)).toEqual({
    v: 1,
    type: "automaton",
    formula: "a U b",
    atoms: ["a", "b"],
    states: 3,
    initial: 0,
    accepting: [2],
    transitions: [
      { from: 0, to: 0, guard: "a & !b" },
      { from: 0, to: 1, guard: "!a & !b" },
      { from: 0, to: 2, guard: "b" },
      { from: 1, to: 1, guard: "true" },
      { from: 2, to: 2, guard: "true" },
    ],
    milliseconds: 1.5,
  });
});

it("the summary has the sizes", () => {
  expect(automatonSummary(until, 1.5)).toEqual({
    v: 1,
    type: "automaton-summary",
    formula: "a U b",
    atoms: 2,
    states: 3,
    accepting: 1,
    transitions: 5,
    milliseconds: 1.5,
  });
});

it("the picture says where the verdict is certain", () => {
  expect(automatonGraph(until)?.states.map(({ name, end }) => `${name} ${end}`)).toEqual([
    "0 none",
    "1: violated none",
    "2: satisfied final",
  ]);
});

describe("the reward-machine text", () => {
  it("pays 1 on accepting edges and ends where the verdict is certain", () => {
    const written = machineText(until);
    expect(written).toEqual({
      text: [
        "0 # initial state",
        "[1,2] # terminal states",
        "(0,0,'a&!b',ConstantRewardFunction(0))",
        "(0,1,'!a&!b',ConstantRewardFunction(0))",
        "(0,2,'b',ConstantRewardFunction(1))",
        "",
      ].join("\n"),
    });
  });

  it("is read back, with letters for longer names", () => {
    const written = machineText(named(windowed("always", or(not(atom(0)), atom(1))), ["coffee", "office"]));
    if (!("text" in written)) return expect.fail(written.obstacle);
    expect(written.text).toContain("# initial state; a = coffee; b = office");
    expect(readText(written.text).problems).toEqual([]);
  });

  it("has room for 52 atoms only", () => {
    const names = Array.from({ length: 53 }, (_, index) => `p${index}`);
    expect(machineText(named(and(...names.map((_, index) => atom(index))), names))).toEqual({
      obstacle: "more than 52 atoms",
    });
  });
});

describe("MONA's format", () => {
  it("has a start state that reads a letter of no meaning", () => {
    const written = mona(until);
    expect("text" in written && written.text.split("\n")).toEqual([
      "MONA DFA",
      "number of variables: 2",
      "variables: A B",
      "orders: 2 2",
      "states: 4",
      "initial: 0",
      "bdd nodes: 6",
      "final: -1 -1 -1 1",
      "behaviour: 0 5 3 1",
      "bdd:",
      " -1 1 0",
      " -1 3 0",
      " 1 0 1",
      " -1 2 0",
      " 1 3 1",
      " 0 4 2",
      "end",
      "",
    ]);
  });

  const hasMona = spawnSync("mona", ["-h"]).error === undefined;
  it.skipIf(!hasMona)("is imported by MONA as the same automaton (skipped where MONA is not installed)", () => {
    const folder = mkdtempSync(join(tmpdir(), "mona-"));
    const words = letters(2).flatMap((one) => [
      [one],
      ...letters(2).flatMap((two) => [
        [one, two],
        [one, two, one],
        [one, two, two, one],
      ]),
    ]);
    fc.assert(
      fc.property(formulas({ atoms: 2, depth: 2 }), (formula) => {
        const automaton = named(formula, ["a", "b"]);
        const written = mona(automaton);
        if (!("text" in written)) return expect.fail(written.obstacle);
        writeFileSync(join(folder, "ours.dfa"), written.text);
        writeFileSync(join(folder, "read.mona"), `var2 A, B;\nimport("${folder}/ours.dfa", A -> A, B -> B);\n`);
        const { stdout, status } = spawnSync("mona", ["-q", "-w", join(folder, "read.mona")], { encoding: "utf8" });
        expect(status).toBe(0);
        const moves = [...stdout.matchAll(/^State (\d+): ([01X]+) -> state (\d+)$/gmu)];
        const accepting = (/^Accepting states: (.*)$/mu.exec(stdout)?.[1] ?? "").trim().split(/\s+/u);
        for (const trace of words) {
          // A first letter of no meaning leads to the start.
          const end = [[false, false], ...trace].reduce(
            (state, letter) =>
              moves.find(
                ([, from, guard = ""]) =>
                  from === state && [...guard].every((mark, index) => mark === "X" || (mark === "1") === letter[index]),
              )?.[3] ?? "none",
            "0",
          );
          expect(end).not.toBe("none");
          expect(accepting.includes(end)).toBe(accepts(automaton.dfa, trace));
        }
      }),
      { numRuns: 15 },
    );
  });
});
