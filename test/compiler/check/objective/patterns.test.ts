import { describe, expect, it } from "vitest";
import { atom, type TemporalFormula } from "../../../../src/compiler/automata/temporal/formula.js";
import { patternFormula, type PatternKind, type ScopeKind } from "../../../../src/compiler/check/objective/patterns.js";
import { evaluator } from "../../automata/temporal/oracle/evaluate.js";
import { spec } from "../checked.js";

/*
 * The patterns said once more in plain words, over stretches of a trace: a letter is the set of atoms that hold. p, s, t, z are what the pattern speaks
 * of, q and r open and close its scope.
 */

type Letter = readonly boolean[];
const [p, s, t, z, q, r] = [0, 1, 2, 3, 4, 5];
const has = (letter: Letter | undefined, index: number): boolean => letter?.[index] === true;
const at = (word: readonly Letter[], index: number): readonly number[] =>
  word.flatMap((letter, place) => (has(letter, index) ? [place] : []));

interface Case {
  readonly name: string;
  readonly pattern: PatternKind;
  readonly words: (stretch: readonly Letter[]) => boolean;
  readonly atoms: readonly number[];
}

const chain = (...items: readonly number[]): { readonly items: readonly TemporalFormula[] } => ({
  items: items.map(atom),
});

/** Maximal runs of steps with p. */
function runs(stretch: readonly Letter[]): number {
  return stretch.filter((letter, place) => has(letter, p) && !has(stretch[place - 1], p)).length;
}

const cases: readonly Case[] = [
  {
    name: "never p",
    pattern: { kind: "never", operand: atom(p) },
    words: (stretch) => at(stretch, p).length === 0,
    atoms: [p],
  },
  {
    name: "always p",
    pattern: { kind: "always", operand: atom(p) },
    words: (stretch) => at(stretch, p).length === stretch.length,
    atoms: [p],
  },
  {
    name: "eventually p",
    pattern: { kind: "eventually", operand: atom(p) },
    words: (stretch) => at(stretch, p).length > 0,
    atoms: [p],
  },
  {
    name: "p at most 1 times",
    pattern: { kind: "at-most", operand: atom(p), times: 1 },
    words: (stretch) => runs(stretch) <= 1,
    atoms: [p],
  },
  {
    name: "s precedes p",
    pattern: { kind: "precedes", subject: chain(s), other: chain(p) },
    words: (stretch) => at(stretch, p).every((place) => at(stretch, s).some((earlier) => earlier <= place)),
    atoms: [p, s],
  },
  {
    name: "s responds to p",
    pattern: { kind: "responds", subject: chain(s), other: chain(p) },
    words: (stretch) => at(stretch, p).every((place) => at(stretch, s).some((later) => later >= place)),
    atoms: [p, s],
  },
  {
    name: "(s then t) precedes p",
    pattern: { kind: "precedes", subject: chain(s, t), other: chain(p) },
    words(stretch) {
      const [first] = at(stretch, p);
      if (first === undefined) return true;
      return at(stretch, s).some((one) => at(stretch, t).some((two) => one < two && two <= first));
    },
    atoms: [p, s, t],
  },
  {
    name: "p precedes (s then t)",
    pattern: { kind: "precedes", subject: chain(p), other: chain(s, t) },
    words(stretch) {
      const [first] = at(stretch, s);
      const goesThrough = first !== undefined && at(stretch, t).some((two) => two > first);
      return !goesThrough || at(stretch, p).some((place) => place <= first);
    },
    atoms: [p, s, t],
  },
  {
    name: "p responds to (s then t)",
    pattern: { kind: "responds", subject: chain(p), other: chain(s, t) },
    words: (stretch) =>
      at(stretch, s).every((one) => {
        const seconds = at(stretch, t).filter((two) => two > one);
        return seconds.length === 0 || seconds.some((two) => at(stretch, p).some((answer) => answer >= two));
      }),
    atoms: [p, s, t],
  },
  {
    name: "(s then t) responds to p",
    pattern: { kind: "responds", subject: chain(s, t), other: chain(p) },
    words: (stretch) =>
      at(stretch, p).every((place) =>
        at(stretch, s).some((one) => one >= place && at(stretch, t).some((two) => two > one)),
      ),
    atoms: [p, s, t],
  },
  {
    name: "(s then t without z) responds to p",
    pattern: { kind: "responds", subject: { ...chain(s, t), without: atom(z) }, other: chain(p) },
    words: (stretch) =>
      at(stretch, p).every((place) =>
        at(stretch, s).some(
          (one) =>
            one >= place &&
            at(stretch, t).some((two) => two > one && !stretch.slice(one, two).some((letter) => has(letter, z))),
        ),
      ),
    atoms: [p, s, t, z],
  },
];

interface ScopeCase {
  readonly name: string;
  readonly scope: ScopeKind;
  /** The stretches that the pattern must hold in. */
  readonly stretches: (trace: readonly Letter[]) => readonly (readonly Letter[])[];
  readonly atoms: readonly number[];
}

const closing = (trace: readonly Letter[], from: number): number | undefined =>
  at(trace, r).find((place) => place >= from);

const scopes: readonly ScopeCase[] = [
  { name: "globally", scope: { kind: "globally" }, stretches: (trace) => [trace], atoms: [] },
  {
    name: "before r",
    scope: { kind: "before", end: atom(r) },
    stretches(trace) {
      const end = closing(trace, 0);
      return end === undefined ? [] : [trace.slice(0, end)];
    },
    atoms: [r],
  },
  {
    name: "after q",
    scope: { kind: "after", start: atom(q) },
    stretches(trace) {
      const [start] = at(trace, q);
      return start === undefined ? [] : [trace.slice(start)];
    },
    atoms: [q],
  },
  {
    name: "between q and r",
    scope: { kind: "between", start: atom(q), end: atom(r) },
    stretches: (trace) =>
      at(trace, q).flatMap((start) => {
        const end = closing(trace, start);
        return end === undefined || end === start ? [] : [trace.slice(start, end)];
      }),
    atoms: [q, r],
  },
  {
    name: "after q until r",
    scope: { kind: "after-until", start: atom(q), end: atom(r) },
    stretches: (trace) =>
      at(trace, q).flatMap((start) => {
        const end = closing(trace, start) ?? trace.length;
        return end === start ? [] : [trace.slice(start, end)];
      }),
    atoms: [q, r],
  },
];

/** All traces up to a length over these atoms; longer alphabets get shorter traces, and a part of them. */
function* traces(atoms: readonly number[]): Generator<readonly Letter[]> {
  const letters = 2 ** atoms.length;
  const longest = atoms.length <= 2 ? 5 : atoms.length <= 3 ? 4 : 3;
  for (let length = 1; length <= longest; length++) {
    const count = letters ** length;
    const step = Math.max(1, Math.floor(count / 3000)) | 1;
    for (let index = 0; index < count; index += step) {
      const trace: Letter[] = [];
      for (let place = 0, rest = index; place < length; place++, rest = Math.floor(rest / letters)) {
        const letter = rest % letters;
        trace.push([p, s, t, z, q, r].map((one) => atoms.includes(one) && ((letter >> atoms.indexOf(one)) & 1) === 1));
      }
      yield trace;
    }
  }
}

/** A letter as the oracle takes it: a bit for each atom. */
function bits(letter: Letter): number {
  return letter.reduce((mask, holds, index) => mask | (holds ? 1 << index : 0), 0);
}

/** A formula of the language over signals of these names, in this order. */
function written(formula: string): TemporalFormula {
  const [objective] = spec(
    `signal p, s, t, z, q, r: bool\nobjective O = ${formula}\nterm used = 1 on satisfied O`,
  ).objectives;
  if (objective === undefined) throw new Error("no objective");
  const indices = objective.atoms.map((one) => (one.kind === "signal" ? "pstzqr".indexOf(one.name) : -1));
  const renamed = (key: string, part: unknown): unknown => (key === "atom" ? indices[Number(part)] : part);
  return JSON.parse(JSON.stringify(objective.formula, renamed)) as TemporalFormula;
}

describe("patterns of Dwyer, Avrunin and Corbett", () => {
  it("are eleven in five scopes", () => {
    expect(cases.length * scopes.length).toBe(55);
  });

  for (const scope of scopes)
    it.each(cases)(`mean what they say: $name ${scope.name}`, ({ name, pattern, words, atoms }) => {
      const judge = evaluator(patternFormula(pattern, scope.scope));
      expect(written(`${name} ${scope.name}`)).toEqual(patternFormula(pattern, scope.scope));
      let satisfied = 0;
      let violated = 0;
      for (const trace of traces([...atoms, ...scope.atoms])) {
        const wanted = scope.stretches(trace).every(words);
        if ((judge(trace.map(bits))[0] === true) !== wanted)
          expect.fail(trace.map((letter) => letter.map(Number).join("")).join(" "));
        if (wanted) satisfied++;
        else violated++;
      }
      expect(satisfied).toBeGreaterThan(0);
      expect(violated).toBeGreaterThan(0);
    });
});
