import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Loop, LoopTable, ScalarValue } from "../../../../src/compiler/emit/fused/loop-program.js";
import { composeTables } from "../../../../src/compiler/emit/wasm/composed-tables.js";
import { runLoop } from "./run-loop.js";

const [letterColumn, stateColumn, rewardColumn, valueColumn] = [0, 1, 2, 3];

/** A machine: the letter of a label, and by state and letter the next state and what it pays; what each state is worth. */
interface Machine {
  readonly letters: readonly number[];
  readonly next: readonly number[];
  readonly reward: readonly number[];
  readonly worth: readonly number[];
}

const machines: fc.Arbitrary<Machine> = fc
  .record({
    states: fc.integer({ min: 1, max: 4 }),
    classes: fc.integer({ min: 1, max: 5 }),
    labels: fc.nat({ max: 7 }),
  })
  .chain(({ states, classes, labels }) => {
    const numbers = (count: number, most: number) => fc.array(fc.nat(most), { minLength: count, maxLength: count });
    return fc.record({
      letters: numbers(labels + 1, classes - 1),
      next: numbers(states * classes, states - 1),
      reward: numbers(states * classes, 100),
      worth: numbers(states, 100),
    });
  });

const tablesOf = ({ letters, next, reward, worth }: Machine): readonly LoopTable[] => [
  { type: "int", values: letters, label: "letters" },
  { type: "int", values: next, label: "next" },
  { type: "float", values: reward, label: "reward" },
  { type: "float", values: worth, label: "worth" },
];

/** Moves the machine; `swapped`: the operands of sums and products the other way round. */
function loopOf({ next, worth }: Machine, swapped: boolean): Loop {
  const pair = (left: number, right: number) => (swapped ? { left: right, right: left } : { left, right });
  const values: ScalarValue[] = [
    { op: "constant", value: next.length / worth.length, type: "int" },
    { op: "load", column: letterColumn, type: "int" },
    { op: "load", column: stateColumn, type: "int" },
    { op: "table", table: 0, index: 1, type: "int" },
    { op: "binary", fn: "multiply", ...pair(2, 0), type: "int" },
    { op: "binary", fn: "add", ...pair(4, 3), type: "int" },
    { op: "table", table: 1, index: 5, type: "int" },
    { op: "table", table: 2, index: 5, type: "float" },
    { op: "table", table: 3, index: 6, type: "float" },
  ];
  const stores = [
    { column: stateColumn, value: 6 },
    { column: rewardColumn, value: 7 },
    { column: valueColumn, value: 8 },
  ];
  return { values, uniforms: 1, stores, rowStores: [] };
}

const depth = (loop: Loop): number => {
  const depths: number[] = [];
  for (const value of loop.values) {
    const inputs = value.op === "table" ? [value.index] : value.op === "binary" ? [value.left, value.right] : [];
    depths.push(Math.max(0, ...inputs.map((id) => depths[id] ?? 0)) + (value.op === "table" ? 1 : 0));
  }
  return Math.max(...depths);
};

describe("tables whose entries are indices of others", () => {
  it("become one, which gives the same for every state and label", () => {
    fc.assert(
      fc.property(machines, fc.boolean(), (machine, swapped) => {
        const [loop, tables] = [loopOf(machine, swapped), tablesOf(machine)];
        const composed = composeTables(loop, tables);
        for (const state of machine.worth.keys())
          for (const label of machine.letters.keys())
            expect(runLoop(composed.loop, composed.tables, [label, state, 0, 0])).toEqual(
              runLoop(loop, tables, [label, state, 0, 0]),
            );
        expect(depth(composed.loop)).toBe(1);
      }),
    );
  });

  it("stay two where one would be large", () => {
    const machine: Machine = {
      letters: Array.from({ length: 1024 }, (_, label) => label % 2),
      next: [0, 1, 1, 2, 2, 0],
      reward: [0, 0, 0, 0, 0, 1],
      worth: [0, 1, 2],
    };
    const composed = composeTables(loopOf(machine, false), tablesOf(machine));
    expect(depth(composed.loop)).toBe(2);
    expect(Math.max(...composed.tables.map(({ values }) => values.length))).toBe(1024);
  });
});
