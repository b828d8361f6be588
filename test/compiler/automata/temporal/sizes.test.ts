import { describe, expect, it } from "vitest";
import { doubleCounter, singleCounter } from "../../../../bench/temporal/counters.js";
import type { Family, NamedFormula } from "../../../../bench/temporal/family.js";
import { literature } from "../../../../bench/temporal/literature/index.js";
import * as nested from "../../../../bench/temporal/nested.js";
import { nim } from "../../../../bench/temporal/nim.js";
import { translate } from "../../../../src/compiler/automata/temporal/translate.js";
import { literatureSizes } from "./literature-sizes.js";

/** States of the automaton that rejects the empty trace. */
function states({ formula, atoms }: NamedFormula): number {
  const translation = translate(formula, atoms, { empty: "reject", milliseconds: 10_000 });
  return translation.kind === "dfa" ? translation.dfa.moves.length : NaN;
}

describe("the minimal automaton has as many states as recorded", () => {
  const recorded = Object.entries(literatureSizes).flatMap(([source, sizes]) =>
    sizes.map((size, index) => [`${source} ${index + 1}`, size] as const),
  );

  it("for the formulas of the literature", () => {
    expect(literature.length).toBeGreaterThan(200);
    expect(literature.map((named) => [named.name, states(named)])).toEqual(recorded);
  });
});

/*
 * The closed forms are read off measured sizes, and the sizes of nim are recorded; `node scripts/run.mjs bench/temporal.ts` compares larger members of
 * the same families with MONA.
 */
describe("families of formulas grow as they should", () => {
  const families: readonly (readonly [Family, readonly number[]])[] = [
    [nested.rightUntil, [2, 3, 8, 20]],
    [nested.leftUntil, [2, 3, 6, 8]],
    [nested.rightRelease, [2, 3, 8, 20]],
    [nested.leftRelease, [2, 3, 6, 8]],
    [nested.globallyAndEventually, [2, 3, 6, 9]],
    [nested.responses, [1, 2, 5]],
    [nested.sequence, [2, 3, 9]],
    [nested.boundedResponse, [1, 2, 12, 30]],
    [nested.delay, [1, 2, 7]],
    [singleCounter, [1, 2, 3, 4]],
    [doubleCounter, [1, 2]],
  ];

  it.each(families.map(([family, sizes]) => [family.name, family, sizes] as const))("%s", (_name, family, sizes) => {
    expect(sizes.map((size) => states(family.member(size)))).toEqual(sizes.map((size) => family.states?.(size)));
  });

  it.each([
    [1, [5, 13, 17, 22, 27]],
    [2, [23, 41]],
    [3, [29]],
  ])("nim with %i heaps", (heaps, sizes) => {
    expect(sizes.map((_, index) => states(nim(heaps).member(index + 1)))).toEqual(sizes);
  });
});
