import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePoint, compares, ordered, type Comparison } from "../../../src/compiler/automata/ordered.js";

const reals = { whole: false, low: -Infinity, high: Infinity, closed: false } as const;
const operators: readonly Comparison[] = ["<", "<=", "==", "!=", ">=", ">"];

describe("an ordered partition", () => {
  it("has a cell for each constant and each gap, and one for what is no number", () => {
    const names = ordered("x", [3, 1], reals).cells.map(({ name }) => name);
    expect(names).toEqual(["x < 1", "x == 1", "x > 1 and x < 3", "x == 3", "x > 3", "x is not a number"]);
  });

  it("describes neighbouring cells as one range", () => {
    const { describe: say } = ordered("x", [1, 2, 3], { ...reals, low: 0 });
    const range = (...cells: readonly number[]): string | undefined =>
      say?.(Array.from({ length: 8 }, (_, cell) => cells.includes(cell)));
    expect([
      range(0),
      range(1, 2, 3),
      range(0, 1),
      range(2, 3, 4),
      range(5, 6),
      range(0, 2, 3, 4, 5, 6),
      range(1, 5),
    ]).toEqual(["x < 1", "x in [1, 2]", "x <= 1", "x > 1 and x < 3", "x >= 3", "x != 1", "(x == 1 or x == 3)"]);
  });

  it("has no gap between neighbouring whole numbers", () => {
    const names = ordered("n", [1, 2], { ...reals, whole: true }).cells.map(({ name }) => name);
    expect(names).toEqual(["n < 1", "n == 1", "n == 2", "n > 2"]);
  });

  it("rules out what lies beyond a declared range, and drops what lies beyond closed bounds", () => {
    const open = ordered("x", [5], { ...reals, low: 0, high: 4 });
    expect(open.cells.filter(({ possible }) => possible).map(({ name }) => name)).toEqual(["x < 5"]);
    const closed = ordered("n", [0, 3], { whole: true, low: 0, high: 3, closed: true });
    expect(closed.cells.map(({ name }) => name)).toEqual(["n == 0", "n > 0 and n < 3", "n == 3"]);
  });

  it("lets every comparison with what is no number fail", () => {
    const { pieces } = ordered("x", [1], reals);
    expect(operators.some((operator) => compares(pieces[pieces.length - 1] ?? { kind: "nan" }, operator, 1))).toBe(
      false,
    );
  });

  it("answers for a piece what it answers for each of its numbers", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: -40, max: 40 }),
        fc.boolean(),
        (constants, tenths, whole) => {
          const value = whole ? Math.round(tenths / 10) : tenths / 10;
          const { pieces } = ordered("x", constants, { ...reals, whole });
          const mine = pieces.filter((piece) =>
            piece.kind === "point"
              ? piece.value === value
              : piece.kind === "gap" && piece.low < value && value < piece.high,
          );
          expect(mine).toHaveLength(1);
          for (const operator of operators) {
            for (const constant of constants)
              expect(compares(mine[0] ?? { kind: "nan" }, operator, constant)).toBe(
                comparePoint(value, operator, constant),
              );
          }
        },
      ),
    );
  });
});
