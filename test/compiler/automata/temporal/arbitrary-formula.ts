import fc from "fast-check";
import {
  and,
  atom,
  binary,
  not,
  or,
  unary,
  windowed,
  xor,
  type RegularExpression,
  type TemporalFormula,
  type Window,
} from "../../../../src/compiler/automata/temporal/formula.js";

export interface FormulaChoice {
  readonly atoms: number;
  readonly depth: number;
  readonly past?: boolean;
  readonly windows?: boolean;
  readonly sequences?: boolean;
}

/** Formulas of every operator that is asked for. */
export function formulas({
  atoms,
  depth,
  past = false,
  windows = false,
  sequences = false,
}: FormulaChoice): fc.Arbitrary<TemporalFormula> {
  const leaf: fc.Arbitrary<TemporalFormula> = fc.oneof(
    { weight: 6, arbitrary: fc.nat(atoms - 1).map(atom) },
    { weight: 1, arbitrary: fc.boolean().map((value): TemporalFormula => ({ kind: "constant", value })) },
  );
  if (depth === 0) return leaf;
  const part = formulas({ atoms, depth: depth - 1, past, windows, sequences });
  const window: fc.Arbitrary<Window | undefined> = windows
    ? fc.option(
        fc.tuple(fc.nat(2), fc.option(fc.nat(2), { nil: Infinity })).map(([low, more]) => ({ low, high: low + more })),
        { nil: undefined },
      )
    : fc.constant(undefined);
  const arbitraries: fc.Arbitrary<TemporalFormula>[] = [
    leaf,
    part.map(not),
    fc.array(part, { minLength: 2, maxLength: 3 }).map((operands) => and(...operands)),
    fc.array(part, { minLength: 2, maxLength: 3 }).map((operands) => or(...operands)),
    fc.tuple(part, part).map(([left, right]) => xor(left, right)),
    fc
      .tuple(fc.constantFrom("next" as const, "weak-next" as const), part)
      .map(([kind, operand]) => unary(kind, operand)),
    fc
      .tuple(fc.constantFrom("eventually" as const, "always" as const), part, window)
      .map(([kind, operand, own]) => windowed(kind, operand, own)),
    fc
      .tuple(fc.constantFrom("until" as const, "release" as const), part, part, window)
      .map(([kind, left, right, own]) => binary(kind, left, right, own)),
  ];
  if (past)
    arbitraries.push(
      fc
        .tuple(fc.constantFrom("previously" as const, "weak-previously" as const), part)
        .map(([kind, operand]) => unary(kind, operand)),
      fc
        .tuple(fc.constantFrom("once" as const, "historically" as const), part, window)
        .map(([kind, operand, own]) => windowed(kind, operand, own)),
      fc
        .tuple(fc.constantFrom("since" as const, "trigger" as const), part, part, window)
        .map(([kind, left, right, own]) => binary(kind, left, right, own)),
    );
  if (sequences)
    arbitraries.push(
      fc
        .tuple(expressions(atoms, 2), fc.boolean())
        .map(([expression, exactly]): TemporalFormula => ({ kind: "matches", exactly, expression })),
    );
  return fc.oneof(...arbitraries);
}

/** Regular expressions over literals. */
export function expressions(atoms: number, depth: number): fc.Arbitrary<RegularExpression> {
  const letter = fc
    .tuple(fc.nat(atoms - 1), fc.boolean())
    .map(([index, held]): RegularExpression => ({ kind: "letter", condition: held ? atom(index) : not(atom(index)) }));
  if (depth === 0) return letter;
  const part = expressions(atoms, depth - 1);
  return fc.oneof(
    letter,
    fc
      .array(part, { minLength: 1, maxLength: 3 })
      .map((items): RegularExpression => ({ kind: "concatenation", items })),
    fc.array(part, { minLength: 1, maxLength: 3 }).map((items): RegularExpression => ({ kind: "union", items })),
    fc
      .tuple(part, fc.nat(2), fc.option(fc.nat(2), { nil: undefined }))
      .map(([item, minimum, more]): RegularExpression => ({
        kind: "repetition",
        item,
        minimum,
        ...(more === undefined ? {} : { maximum: minimum + more }),
      })),
  );
}
