import { always, and, last, never, not, or, type RegularExpression, type TemporalFormula } from "../formula.js";

/** A word that a formula begins with, after which it holds: LDLf's `<r>tt`, or `<r>end` where the trace must end there. */
export interface Words {
  readonly expression: RegularExpression;
  readonly exactly: boolean;
}

/**
 * A formula, and what is needed to stand behind `<r>`: there it may be judged behind the last letter, and where it says only which words may follow, `<r>` in front of it
 * does too. A list of words is a disjunction.
 */
export interface FormulaValue {
  readonly kind: "formula";
  readonly formula: TemporalFormula;
  /** Its value behind the last letter. */
  readonly atEnd: boolean;
  /** It reads the present letter only. */
  readonly isBoolean: boolean;
  readonly words?: readonly Words[];
  /** The same of its negation. */
  readonly otherWords?: readonly Words[];
}

const emptyWord: RegularExpression = { kind: "concatenation", items: [] };
const anyLetter: RegularExpression = { kind: "letter", condition: always };

const here: Words = { expression: emptyWord, exactly: false };
const atTheEnd: Words = { expression: emptyWord, exactly: true };

/** LDLf's `tt`, which also holds behind the last letter. */
export const everywhere: FormulaValue = {
  kind: "formula",
  formula: always,
  atEnd: true,
  isBoolean: false,
  words: [here],
  otherWords: [],
};
export const behindTheLast: FormulaValue = {
  kind: "formula",
  formula: never,
  atEnd: true,
  isBoolean: false,
  words: [atTheEnd],
  otherWords: [{ expression: anyLetter, exactly: false }],
};
export const atTheLast: FormulaValue = {
  kind: "formula",
  formula: last,
  atEnd: false,
  isBoolean: false,
  words: [{ expression: anyLetter, exactly: true }],
  otherWords: [atTheEnd, { expression: { kind: "concatenation", items: [anyLetter, anyLetter] }, exactly: false }],
};

/** A condition on the present letter, with its value where there is none. */
export function condition(formula: TemporalFormula, atEnd: boolean = false): FormulaValue {
  const letter = (held: TemporalFormula): Words => ({
    expression: { kind: "letter", condition: held },
    exactly: false,
  });
  return {
    kind: "formula",
    formula,
    atEnd,
    isBoolean: true,
    words: [letter(formula), ...(atEnd ? [atTheEnd] : [])],
    otherWords: [letter(not(formula)), ...(atEnd ? [] : [atTheEnd])],
  };
}

/** A formula of LTLf's operators, with its value over no letters at all. */
export function temporal(formula: TemporalFormula, atEnd: boolean): FormulaValue {
  return { kind: "formula", formula, atEnd, isBoolean: false };
}

export function negation({ formula, atEnd, isBoolean, words, otherWords }: FormulaValue): FormulaValue {
  if (isBoolean) return condition(not(formula), !atEnd);
  return {
    kind: "formula",
    formula: not(formula),
    atEnd: !atEnd,
    isBoolean,
    ...(otherWords === undefined ? {} : { words: otherWords }),
    ...(words === undefined ? {} : { otherWords: words }),
  };
}

export function conjunction(values: readonly FormulaValue[]): FormulaValue {
  const formula = and(...values.map((value) => value.formula));
  const atEnd = values.every((value) => value.atEnd);
  if (values.every(({ isBoolean }) => isBoolean)) return condition(formula, atEnd);
  const otherWords = together(values.map((value) => value.otherWords));
  return { ...temporal(formula, atEnd), ...(otherWords === undefined ? {} : { otherWords }) };
}

export function disjunction(values: readonly FormulaValue[]): FormulaValue {
  const formula = or(...values.map((value) => value.formula));
  const atEnd = values.some((value) => value.atEnd);
  if (values.every(({ isBoolean }) => isBoolean)) return condition(formula, atEnd);
  const words = together(values.map((value) => value.words));
  return { ...temporal(formula, atEnd), ...(words === undefined ? {} : { words }) };
}

function together(all: readonly (readonly Words[] | undefined)[]): readonly Words[] | undefined {
  const known = all.filter((words) => words !== undefined);
  return known.length === all.length ? known.flat() : undefined;
}
