import fc from "fast-check";
import { expect, it } from "vitest";
import { overSameAtoms } from "../../src/cli/automaton/compare.js";
import { ownFormula } from "../../src/cli/automaton/own-formula.js";
import { printFormula } from "../../src/compiler/automata/temporal/dialects/print.js";
import type { NamedFormula } from "../../src/compiler/automata/temporal/dialects/read.js";
import { shortestDifference } from "../../src/compiler/automata/temporal/trace/language.js";
import { translate } from "../../src/compiler/automata/temporal/translate.js";
import { formulas } from "../compiler/automata/temporal/arbitrary-formula.js";

type Named = NamedFormula & { readonly text: string };

function read(text: string): Named {
  const { found, diagnostics } = ownFormula(text, "formula");
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return found ?? expect.fail(`${text} is no formula`);
}

function areEquivalent(first: Named, second: Named): boolean {
  const [left, right] = overSameAtoms(first, second).map(({ formula, atoms }) => translate(formula, atoms.length));
  if (left?.kind !== "dfa" || right?.kind !== "dfa") expect.fail("too large");
  return shortestDifference(left.dfa, right.dfa) === undefined;
}

it("reads back what is printed in the language's own syntax: past, windows and sequences", () => {
  const atoms = ["a", "until", "c_d"];
  fc.assert(
    fc.property(formulas({ atoms: 3, depth: 2, past: true, windows: true, sequences: true }), (formula) => {
      const printed = printFormula(formula, atoms, "rewardc");
      if (!("text" in printed)) return expect.fail(printed.obstacle);
      expect(areEquivalent({ formula, atoms, text: "" }, read(printed.text))).toBe(true);
    }),
    { numRuns: 30 },
  );
});

it.each([
  ["G(a -> X b)", "always (a implies next b)"],
  ["a U b W c", "a until (b weak until c)"],
  ["F[1, 3] a && last", "eventually[1, 3] a and last"],
  ["initially a or Z b", "initially a or weak previously b"],
])("reads letters and words alike: %s is %s", (letters, words) => {
  expect(areEquivalent(read(letters), read(words))).toBe(true);
});

it("says nothing of names, which are all propositions", () => {
  expect(ownFormula("always (speed or `until`)", "formula").found?.atoms).toEqual(["speed", "until"]);
});
