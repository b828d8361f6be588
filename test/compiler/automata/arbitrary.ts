import fc from "fast-check";
import type { Formula } from "../../../src/compiler/automata/formula.js";
import { ordered } from "../../../src/compiler/automata/ordered.js";
import { enumeration, freeBoolean, type Variable } from "../../../src/compiler/automata/variable.js";

/** Two Booleans, an enum of three and a partition of the real line: every kind of variable. */
export const variables: readonly Variable[] = [
  freeBoolean("a"),
  freeBoolean("b"),
  enumeration("mode", ["Slow", "Fast", "Off"]),
  ordered("speed", [0, 2], { whole: false, low: 0, high: Infinity, closed: false }),
];

/** Every assignment of a cell to each variable. */
export function assignments(of: readonly Variable[]): readonly (readonly number[])[] {
  return of.reduce<readonly (readonly number[])[]>(
    (prefixes, { cells }) => prefixes.flatMap((prefix) => cells.map((_, cell) => [...prefix, cell])),
    [[]],
  );
}

export function isAllowed(of: readonly Variable[], cells: readonly number[]): boolean {
  return cells.every((cell, index) => of[index]?.cells[cell]?.possible === true);
}

/** The truth of a formula, by its definition. */
export function holdsAt(formula: Formula, cells: readonly number[]): boolean {
  switch (formula.kind) {
    case "constant":
      return formula.value;
    case "literal":
      return formula.cells[cells[formula.variable] ?? 0] === true;
    case "not":
      return !holdsAt(formula.operand, cells);
    case "and":
      return formula.operands.every((operand) => holdsAt(operand, cells));
    case "or":
      return formula.operands.some((operand) => holdsAt(operand, cells));
    case "xor":
      return formula.operands.filter((operand) => holdsAt(operand, cells)).length % 2 === 1;
  }
}

export const formulas: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula; leaf: Formula }>((tie) => ({
  leaf: fc.oneof(
    fc.record({ kind: fc.constant("constant" as const), value: fc.boolean() }),
    fc.nat(variables.length - 1).chain((variable) =>
      fc.record({
        kind: fc.constant("literal" as const),
        variable: fc.constant(variable),
        cells: fc.array(fc.boolean(), {
          minLength: variables[variable]?.cells.length ?? 0,
          maxLength: variables[variable]?.cells.length ?? 0,
        }),
      }),
    ),
  ),
  formula: fc.oneof(
    { maxDepth: 4 },
    tie("leaf"),
    fc.record({ kind: fc.constant("not" as const), operand: tie("formula") }),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const, "xor" as const),
      operands: fc.array(tie("formula"), { maxLength: 3 }),
    }),
  ),
})).formula;
