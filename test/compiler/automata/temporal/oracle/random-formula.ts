import fc from "fast-check";
import {
  and,
  atom,
  binary,
  not,
  or,
  type RegularExpression,
  type TemporalFormula,
  unary,
  type Window,
  windowed,
  xor,
} from "../../../../../src/compiler/automata/temporal/formula.js";
import { stream } from "../../../../../src/runtime/random/index.js";

export interface RandomFormula {
  readonly atoms: number;
  readonly formula: TemporalFormula;
}

/** A whole number in [0, bound). */
type Choose = (bound: number) => number;

interface Shape {
  readonly atoms: number;
  /** Operators and letters together. */
  readonly size: number;
  /** Nothing may look ahead, as in the letters of a sequence. */
  readonly pastOnly: boolean;
}

/** A formula of 5 to 16 operators and letters over 2 or 3 atoms, with all operators; the same for the same seed. */
export function randomFormula(seed: number): RandomFormula {
  const random = stream(seed, "formula");
  const shape = { atoms: 2 + random.int(2), size: 5 + random.int(12), pastOnly: false };
  return { atoms: shape.atoms, formula: formulaOf(shape, (bound) => random.int(bound)) };
}

/** Formulas with all operators; they shrink to smaller ones. */
export function formulas(atoms: number, largest: number): fc.Arbitrary<TemporalFormula> {
  return fc
    .tuple(fc.integer({ min: 1, max: largest }), fc.array(fc.nat(1_000_000), { maxLength: 6 * largest }))
    .map(([size, choices]) => {
      let next = 0;
      return formulaOf({ atoms, size, pastOnly: false }, (bound) => (choices[next++] ?? 0) % bound);
    });
}

type Operator = (shape: Shape, choose: Choose) => TemporalFormula;

const booleanOperators: readonly Operator[] = [
  (shape, choose) => not(operand(shape, choose)),
  (shape, choose) => and(...operands(shape, choose)),
  (shape, choose) => or(...operands(shape, choose)),
  (shape, choose) => xor(...operands(shape, choose)),
];

const pastOperators: readonly Operator[] = [
  (shape, choose) => unary("previously", operand(shape, choose)),
  (shape, choose) => unary("weak-previously", operand(shape, choose)),
  (shape, choose) => windowed("once", operand(shape, choose)),
  (shape, choose) => windowed("historically", operand(shape, choose)),
  (shape, choose) => windowed("once", operand(shape, choose), window(choose)),
  (shape, choose) => windowed("historically", operand(shape, choose), window(choose)),
  (shape, choose) => binary("since", ...operands(shape, choose)),
  (shape, choose) => binary("trigger", ...operands(shape, choose)),
  (shape, choose) => binary("since", ...operands(shape, choose), window(choose)),
  (shape, choose) => binary("trigger", ...operands(shape, choose), window(choose)),
];

const futureOperators: readonly Operator[] = [
  (shape, choose) => unary("next", operand(shape, choose)),
  (shape, choose) => unary("weak-next", operand(shape, choose)),
  (shape, choose) => windowed("eventually", operand(shape, choose)),
  (shape, choose) => windowed("always", operand(shape, choose)),
  (shape, choose) => windowed("eventually", operand(shape, choose), window(choose)),
  (shape, choose) => windowed("always", operand(shape, choose), window(choose)),
  (shape, choose) => binary("until", ...operands(shape, choose)),
  (shape, choose) => binary("release", ...operands(shape, choose)),
  (shape, choose) => binary("until", ...operands(shape, choose), window(choose)),
  (shape, choose) => binary("release", ...operands(shape, choose), window(choose)),
  (shape, choose) => ({ kind: "matches", exactly: false, expression: expressionOf(smaller(shape), choose) }),
  (shape, choose) => ({ kind: "matches", exactly: true, expression: expressionOf(smaller(shape), choose) }),
];

const withoutFuture = [...booleanOperators, ...pastOperators];
const all = [...withoutFuture, ...futureOperators];

function formulaOf(shape: Shape, choose: Choose): TemporalFormula {
  if (shape.size > 1) return pick(shape.pastOnly ? withoutFuture : all, choose)(shape, choose);
  const letter = choose(8 * shape.atoms + 1);
  return letter === 8 * shape.atoms ? { kind: "constant", value: choose(2) === 1 } : atom(letter % shape.atoms);
}

type Rule = (shape: Shape, choose: Choose) => RegularExpression;

const rules: readonly Rule[] = [
  (shape, choose) => ({ kind: "letter", condition: formulaOf({ ...shape, pastOnly: true }, choose) }),
  (shape, choose) => ({ kind: "concatenation", items: split(shape, choose, expressionOf) }),
  (shape, choose) => ({ kind: "union", items: split(shape, choose, expressionOf) }),
  (shape, choose) => ({ kind: "repetition", item: expressionOf(smaller(shape), choose), minimum: choose(3) }),
  (shape, choose) => {
    const minimum = choose(3);
    const maximum = minimum + choose(3);
    return { kind: "repetition", item: expressionOf(smaller(shape), choose), minimum, maximum };
  },
];

function expressionOf(shape: Shape, choose: Choose): RegularExpression {
  return shape.size <= 1 ? { kind: "letter", condition: formulaOf(shape, choose) } : pick(rules, choose)(shape, choose);
}

/** Up to 5 steps away; every third has no end. */
function window(choose: Choose): Window {
  const low = choose(3);
  const length = choose(6);
  return { low, high: length < 4 ? low + length : Infinity };
}

function operand(shape: Shape, choose: Choose): TemporalFormula {
  return formulaOf(smaller(shape), choose);
}

function operands(shape: Shape, choose: Choose): readonly [TemporalFormula, TemporalFormula] {
  return split(shape, choose, formulaOf);
}

/** Two parts that share what is left of the size. */
function split<Part>(
  shape: Shape,
  choose: Choose,
  part: (shape: Shape, choose: Choose) => Part,
): readonly [Part, Part] {
  const left = 1 + choose(Math.max(1, shape.size - 2));
  return [part({ ...shape, size: left }, choose), part({ ...shape, size: shape.size - 1 - left }, choose)];
}

function smaller(shape: Shape): Shape {
  return { ...shape, size: shape.size - 1 };
}

function pick<Item>(items: readonly Item[], choose: Choose): Item {
  return items[choose(items.length)] as Item;
}
