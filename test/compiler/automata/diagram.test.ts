import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { build } from "../../../src/compiler/automata/build.js";
import { cubeDiagram, cubes } from "../../../src/compiler/automata/cubes.js";
import { Diagrams, DiagramTooLarge } from "../../../src/compiler/automata/diagram.js";
import * as formula from "../../../src/compiler/automata/formula.js";
import { isCertain, isPossible, withinTheory, witness } from "../../../src/compiler/automata/satisfy.js";
import { freeBoolean } from "../../../src/compiler/automata/variable.js";
import { assignments, formulas, holdsAt, isAllowed, variables } from "./arbitrary.js";

const everything = assignments(variables);

describe("decision diagrams", () => {
  it("agree with the truth table of every formula", () => {
    fc.assert(
      fc.property(formulas, (written) => {
        const diagrams = new Diagrams(variables);
        const built = build(diagrams, written);
        for (const cells of everything) expect(diagrams.evaluate(built, cells)).toBe(holdsAt(written, cells) ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });

  it("are equal exactly where the formulas are", () => {
    fc.assert(
      fc.property(formulas, formulas, (left, right) => {
        const diagrams = new Diagrams(variables);
        const same = everything.every((cells) => holdsAt(left, cells) === holdsAt(right, cells));
        expect(build(diagrams, left) === build(diagrams, right)).toBe(same);
      }),
      { numRuns: 300 },
    );
  });

  it("find a possible witness exactly where one exists", () => {
    fc.assert(
      fc.property(formulas, (written) => {
        const diagrams = new Diagrams(variables);
        const built = build(diagrams, written);
        const allowed = everything.filter((cells) => isAllowed(variables, cells));
        const holding = allowed.filter((cells) => holdsAt(written, cells));
        expect(isPossible(diagrams, built)).toBe(holding.length > 0);
        expect(isCertain(diagrams, built)).toBe(holding.length === allowed.length);
        const found = witness(diagrams, built, (value) => value === 1);
        expect(found !== undefined).toBe(holding.length > 0);
        const agreeing = allowed.filter((cells) =>
          (found ?? []).every(({ variable, cell }) => cells[variable] === cell),
        );
        expect(agreeing.every((cells) => found === undefined || holdsAt(written, cells))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("come apart into cubes that mean the same", () => {
    fc.assert(
      fc.property(formulas, (written) => {
        const diagrams = new Diagrams(variables);
        const built = build(diagrams, written);
        const found = cubes(diagrams, built);
        expect(found).toBeDefined();
        const together = (found ?? []).reduce(
          (all, cube) => diagrams.or(all, cubeDiagram(diagrams, cube)),
          diagrams.leaf(0),
        );
        expect(withinTheory(diagrams, together)).toBe(withinTheory(diagrams, built));
      }),
      { numRuns: 200 },
    );
  });
});

describe("large diagrams", () => {
  const many = Array.from({ length: 20_000 }, (_, index) => freeBoolean(`p${index}`));

  it("take a chain of 20,000 operands nested to the left", () => {
    const diagrams = new Diagrams(many);
    const chain = many.reduce<formula.Formula>(
      (left, _, index) => formula.or(left, formula.holds(index)),
      formula.never,
    );
    const built = build(diagrams, chain);
    expect(
      diagrams.evaluate(
        built,
        many.map(() => 0),
      ),
    ).toBe(0);
    expect(
      diagrams.evaluate(
        built,
        many.map((_, index) => (index === 19_999 ? 1 : 0)),
      ),
    ).toBe(1);
  });

  it("give up within their budget instead of filling memory", () => {
    const count = 24;
    const pairs = (shift: number): formula.Formula =>
      formula.or(
        ...Array.from({ length: count }, (_, index) =>
          formula.and(formula.holds(index), formula.holds(count + ((index + shift) % count))),
        ),
      );
    const diagrams = new Diagrams(many.slice(0, 2 * count), 20_000);
    expect(() => build(diagrams, pairs(0))).toThrow(DiagramTooLarge);
  });
});
