import fc from "fast-check";
import type { RobustnessFormula, RobustnessWindow } from "../../../../src/runtime/index.js";

/** A whole number in [0, bound). */
export type Choose = (bound: number) => number;

export interface Shape {
  readonly channels: number;
  /** Operators and channels together. */
  readonly size: number;
}

/** Formulas with all operators; they shrink to smaller ones. */
export function formulas(channels: number, largest: number): fc.Arbitrary<RobustnessFormula> {
  return fc
    .tuple(fc.integer({ min: 1, max: largest }), fc.array(fc.nat(1_000_000), { maxLength: 6 * largest }))
    .map(([size, choices]) => {
      let next = 0;
      return randomFormula({ channels, size }, (bound) => (choices[next++] ?? 0) % bound);
    });
}

type Operator = (shape: Shape, choose: Choose) => RobustnessFormula;

const unaryKinds = ["not", "next", "weak-next", "previously", "weak-previously"] as const;
const windowKinds = ["eventually", "always", "once", "historically"] as const;
const binaryKinds = ["until", "release", "since", "trigger"] as const;

const operators: readonly Operator[] = [
  ...unaryKinds.map((kind): Operator => (shape, choose) => ({ kind, operand: operand(shape, choose) })),
  ...(["and", "or"] as const).map((kind): Operator => (shape, choose) => ({ kind, operands: operands(shape, choose) })),
  (shape, choose) => {
    const [left, right] = operands(shape, choose);
    return { kind: "xor", left, right };
  },
  ...windowKinds.flatMap((kind): readonly Operator[] => [
    (shape, choose) => ({ kind, operand: operand(shape, choose) }),
    (shape, choose) => ({ kind, operand: operand(shape, choose), window: window(choose) }),
  ]),
  ...binaryKinds.flatMap((kind): readonly Operator[] => [
    (shape, choose) => binary(kind, shape, choose),
    (shape, choose) => ({ ...binary(kind, shape, choose), window: window(choose) }),
    (shape, choose) => ({ ...binary(kind, shape, choose), window: window(choose), inclusive: true }),
  ]),
];

/** A formula drawn from all operators alike; now and then a part is used twice. */
export function randomFormula(shape: Shape, choose: Choose): RobustnessFormula {
  if (shape.size > 1) return (operators[choose(operators.length)] as Operator)(shape, choose);
  const leaf = choose(8 * shape.channels + 1);
  if (leaf === 8 * shape.channels) return { kind: "constant", value: choose(2) === 1 };
  return { kind: "margin", channel: leaf % shape.channels };
}

function binary(kind: (typeof binaryKinds)[number], shape: Shape, choose: Choose) {
  const [left, right] = operands(shape, choose);
  return { kind, left, right };
}

/** Up to 9 steps away; two of nine have no end. */
function window(choose: Choose): RobustnessWindow {
  const low = choose(4);
  const length = choose(9);
  return length < 7 ? { low, high: low + length } : { low };
}

function operand(shape: Shape, choose: Choose): RobustnessFormula {
  return randomFormula({ ...shape, size: shape.size - 1 }, choose);
}

/** Two parts that share what is left of the size, or the same part twice. */
function operands(shape: Shape, choose: Choose): readonly [RobustnessFormula, RobustnessFormula] {
  const size = 1 + choose(Math.max(1, shape.size - 2));
  const left = randomFormula({ ...shape, size }, choose);
  if (choose(16) === 15) return [left, left];
  return [left, randomFormula({ ...shape, size: Math.max(1, shape.size - 1 - size) }, choose)];
}
