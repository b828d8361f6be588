import fc from "fast-check";
import {
  and,
  last,
  not,
  or,
  type RegularExpression,
  type TemporalFormula,
  type Window,
  windowed,
  xor,
} from "../../../../src/compiler/automata/temporal/formula.js";
import type { Trace } from "../../../../src/compiler/automata/temporal/trace/letter.js";

const window: fc.Arbitrary<Window | undefined> = fc.option(
  fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(Infinity)))
    .map(([low, high]) => ({ low, high })),
  { nil: undefined },
);

function optional(value: Window | undefined): { readonly window?: Window } {
  return value === undefined ? {} : { window: value };
}

/** Formulas of every kind over the first `atoms` atoms, past over future among them if `mixed`. */
export function formulas(atoms: number, depth: number, mixed = true): fc.Arbitrary<TemporalFormula> {
  return level(atoms, depth, leaves(atoms), "all", mixed);
}

/** Formulas without future operators. */
export function pastFormulas(atoms: number, depth: number): fc.Arbitrary<TemporalFormula> {
  return level(atoms, depth, leaves(atoms), "past", false);
}

/** Boolean combinations of one future operator each over formulas of the past, and of the past at the last letter. */
export function judgedAtEnd(atoms: number, depth: number): fc.Arbitrary<TemporalFormula> {
  const past = pastFormulas(atoms, depth);
  const ended = fc.oneof(
    past.map((part): TemporalFormula => windowed("eventually", and(last, part))),
    past.map((part): TemporalFormula => windowed("always", or(not(last), part))),
    fc
      .tuple(fc.constantFrom("eventually" as const, "always" as const), past, window)
      .map(([kind, part, within]) => windowed(kind, part, within)),
    fc
      .tuple(fc.constantFrom("until" as const, "release" as const), past, past, window)
      .map(([kind, left, right, within]): TemporalFormula => ({ kind, left, right, ...optional(within) })),
    past,
  );
  return fc.oneof(
    ended,
    ended.map(not),
    fc
      .tuple(fc.constantFrom("and" as const, "or" as const), fc.array(ended, { minLength: 1, maxLength: 3 }))
      .map(([kind, operands]): TemporalFormula => ({ kind, operands })),
    fc.tuple(ended, ended).map(([left, right]) => xor(left, right)),
  );
}

function leaves(atoms: number): fc.Arbitrary<TemporalFormula> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.nat(atoms - 1).map((atom): TemporalFormula => ({ kind: "atom", atom })) },
    { weight: 1, arbitrary: fc.boolean().map((value): TemporalFormula => ({ kind: "constant", value })) },
  );
}

type Tense = "all" | "past";

function level(
  atoms: number,
  depth: number,
  leaf: fc.Arbitrary<TemporalFormula>,
  tense: Tense,
  mixed: boolean,
): fc.Arbitrary<TemporalFormula> {
  if (depth === 0) return leaf;
  const operand = level(atoms, depth - 1, leaf, tense, mixed);
  const past = mixed && tense === "all" ? operand : level(atoms, depth - 1, leaf, "past", mixed);
  const timeless: fc.Arbitrary<TemporalFormula>[] = [
    leaf,
    operand.map((part): TemporalFormula => ({ kind: "not", operand: part })),
    fc
      .tuple(fc.constantFrom("and" as const, "or" as const), fc.array(operand, { minLength: 0, maxLength: 3 }))
      .map(([kind, operands]): TemporalFormula => ({ kind, operands })),
    fc.tuple(operand, operand).map(([left, right]): TemporalFormula => ({ kind: "xor", left, right })),
  ];
  const backward: fc.Arbitrary<TemporalFormula>[] = [
    fc
      .tuple(fc.constantFrom("previously" as const, "weak-previously" as const), past)
      .map(([kind, part]): TemporalFormula => ({ kind, operand: part })),
    fc
      .tuple(fc.constantFrom("once" as const, "historically" as const), past, window)
      .map(([kind, part, within]): TemporalFormula => ({ kind, operand: part, ...optional(within) })),
    fc
      .tuple(fc.constantFrom("since" as const, "trigger" as const), past, past, window)
      .map(([kind, left, right, within]): TemporalFormula => ({ kind, left, right, ...optional(within) })),
  ];
  if (tense === "past") return fc.oneof(...timeless, ...backward);
  const forward: fc.Arbitrary<TemporalFormula>[] = [
    fc
      .tuple(fc.constantFrom("next" as const, "weak-next" as const), operand)
      .map(([kind, part]): TemporalFormula => ({ kind, operand: part })),
    fc
      .tuple(fc.constantFrom("eventually" as const, "always" as const), operand, window)
      .map(([kind, part, within]): TemporalFormula => ({ kind, operand: part, ...optional(within) })),
    fc
      .tuple(fc.constantFrom("until" as const, "release" as const), operand, operand, window)
      .map(([kind, left, right, within]): TemporalFormula => ({ kind, left, right, ...optional(within) })),
    fc
      .tuple(fc.boolean(), expressions(atoms, Math.min(depth, 2), leaf, mixed))
      .map(([exactly, expression]): TemporalFormula => ({ kind: "matches", exactly, expression })),
  ];
  return fc.oneof(...timeless, ...backward, ...forward, ...forward);
}

function expressions(
  atoms: number,
  depth: number,
  leaf: fc.Arbitrary<TemporalFormula>,
  mixed: boolean,
): fc.Arbitrary<RegularExpression> {
  const letter = level(atoms, 1, leaf, "past", mixed).map((condition): RegularExpression => ({
    kind: "letter",
    condition,
  }));
  if (depth === 0) return letter;
  const item = expressions(atoms, depth - 1, leaf, mixed);
  return fc.oneof(
    letter,
    fc
      .tuple(fc.constantFrom("concatenation" as const, "union" as const), fc.array(item, { maxLength: 3 }))
      .map(([kind, items]): RegularExpression => ({ kind, items })),
    fc
      .tuple(item, fc.nat(2), fc.option(fc.nat(3), { nil: undefined }))
      .map(([part, minimum, maximum]): RegularExpression => ({
        kind: "repetition",
        item: part,
        minimum,
        ...(maximum === undefined ? {} : { maximum }),
      })),
  );
}

export function traces(atoms: number, longest: number): fc.Arbitrary<Trace> {
  const letter = fc.array(fc.boolean(), { minLength: atoms, maxLength: atoms });
  return fc.array(letter, { minLength: 1, maxLength: longest });
}
