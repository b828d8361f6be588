import { describe, expect, it } from "vitest";
import { findingsOf, programOf } from "../../lower/run.js";

const signals = "signal a, b: bool\nterm use = if b then 0 else a\n";
const paid = "\nterm paid = parity(O, zeta: 0.9)";
const errorsIn = (formula: string, rest = paid): readonly string[] =>
  findingsOf(`${signals}objective O = ${formula}${rest}`).map((finding) => finding.split(":")[0] ?? "");
/** States of the objective's automaton. */
const size = (formula: string, before = ""): number =>
  programOf(`${signals}${before}objective O = ${formula}${paid}`).objectives[0]?.states.length ?? 0;

describe("objectives on infinite traces", () => {
  it("take the four quantifiers under every Boolean operator", () => {
    const both = "(infinitely often a) OP (eventually forever b)";
    for (const operator of ["and", "or", "xor", "implies", "iff"])
      expect(errorsIn(both.replace("OP", operator))).toEqual([]);
    expect(errorsIn("if infinitely often a then for some prefix b else not for every prefix b")).toEqual([]);
    expect(errorsIn("infinitely often a and true")).toEqual([]);
  });

  it("say where a part is judged on a finite trace", () => {
    for (const part of ["a", "always a", "eventually b", "never b", "not a", "sequence { a; b }"])
      expect(errorsIn(`infinitely often b and ${part}`)).toContain("mixed-traces");
  });

  it("refuse a quantifier below another operator", () => {
    expect(errorsIn("infinitely often (eventually forever a)")).toEqual(["nested-prefixes"]);
    expect(errorsIn("always (infinitely often a)")).toEqual(["nested-prefixes"]);
    expect(errorsIn("a until (infinitely often b)")).toEqual(["nested-prefixes"]);
    expect(errorsIn("(infinitely often a) == true")).not.toEqual([]);
  });

  it("see through templates", () => {
    const template = "objective Again(p: bool) = infinitely often p\n";
    expect(size("Again(a)", template)).toBe(2);
    expect(size("Again(a) and Again(b)", template)).toBe(3);
    expect(size("infinitely often Once(a)", "objective Once(p: bool) = eventually p\n")).toBe(2);
    const nested = findingsOf(`${signals}${template}objective O = always Again(a)${paid}`);
    expect(nested.some((finding) => finding.startsWith("nested-prefixes"))).toBe(true);
  });

  it("cannot read an action at the reset, nor the end that their own scheme makes", () => {
    const source = `${signals}action go: bool\nobjective O reads source = infinitely often go${paid}`;
    expect(findingsOf(source).some((finding) => finding.startsWith("source-has-no-value"))).toBe(true);
    expect(errorsIn("infinitely often (a and not terminated)")).toEqual(["dataflow-cycle"]);
  });

  it("warn where a condition is judged at the first step beside an operator of the future", () => {
    expect(errorsIn("infinitely often (a and eventually b)")).toEqual(["first-step-only"]);
    expect(errorsIn("infinitely often (a and once b)")).toEqual([]);
    expect(errorsIn("for every prefix (always (a implies next b) or last)")).toEqual([]);
  });
});

describe("reward schemes", () => {
  it("take objectives on infinite traces only, by name", () => {
    expect(errorsIn("eventually a")).toContain("scheme-objective");
    expect(errorsIn("infinitely often a", "\nterm paid = parity(a, zeta: 0.9)")).toContain("scheme-objective");
    expect(errorsIn("infinitely often a", "\nterm paid = parity(nobody, zeta: 0.9)")).toContain("unknown-name");
  });

  it("ask for their number, between 0 and 1 and known when compiling", () => {
    const pay = (call: string): readonly string[] =>
      errorsIn(
        "infinitely often a",
        `\nparam p: float in [0, 1] = 0.5\ndiscount 0.99\nterm paid = ${call}\nterm used = p`,
      );
    expect(pay("zeta_reach(O)")).toEqual(["missing-argument"]);
    expect(pay("zeta_reach(O, gamma_b: 0.9)")).toContain("unknown-argument");
    for (const value of ["0", "1", "-1", "p", "a"])
      expect(pay(`zeta_reach(O, zeta: ${value})`)).toEqual(["scheme-parameter"]);
    expect(pay("zeta_reach(O, 1 - 0.01)")).toEqual([]);
    expect(pay("multi_discount(O, gamma_b: 0.9)")).toEqual([]);
  });

  it("need a Büchi automaton, but for parity", () => {
    const pay = (scheme: string): readonly string[] =>
      errorsIn("eventually forever a", `\ndiscount 0.99\nterm paid = ${scheme}`);
    expect(pay("zeta_reach(O, zeta: 0.9)")).toEqual(["scheme-needs-buchi"]);
    expect(pay("zeta_discount(O, zeta: 0.9)")).toEqual(["scheme-needs-buchi"]);
    expect(pay("multi_discount(O, gamma_b: 0.9)")).toEqual(["scheme-needs-buchi"]);
    expect(pay("parity(O, zeta: 0.9)")).toEqual([]);
  });

  it("stand alone in a term, and give way to a function of the same name", () => {
    const pay = (body: string): readonly string[] => errorsIn("infinitely often a", `\nterm paid = ${body}`);
    expect(pay("1 + zeta_reach(O, zeta: 0.9)")).toContain("misplaced-scheme");
    expect(pay("prev(zeta_reach(O, zeta: 0.9), init: 0)")).toContain("misplaced-scheme");
    const own = "\ndef parity(x, zeta) = x * zeta\nterm paid = parity(1, zeta: 2)\nterm seen = O.state";
    expect(errorsIn("infinitely often a", own)).toEqual([]);
  });

  it("warn of a reward for visits", () => {
    expect(errorsIn("infinitely often a", "\nterm paid = reward_on_acc(O)")).toEqual(["unsound-scheme"]);
  });

  it("end episodes by a cause of their own, after those of the file", () => {
    const program = programOf(
      `${signals}objective O = infinitely often a\nterm paid = zeta_reach(O, zeta: 0.9)\nterminate when b cause "fall"`,
    );
    expect(program.endings.map(({ cause }) => cause)).toEqual(["fall", "zeta_reach(O)"]);
    expect(program.schemes).toEqual(["zeta_reach(O)"]);
    expect(program.stepDiscount).toBeUndefined();
  });

  it("let one term set the discount of steps", () => {
    const two = (second: string): readonly string[] =>
      errorsIn(
        "infinitely often a",
        `\nobjective P = infinitely often b\ndiscount 0.999\nterm x = multi_discount(O, gamma_b: 0.9)\nterm y = ${second}`,
      ).filter((name) => name !== "unused-declaration");
    expect(two("multi_discount(P, gamma_b: 0.9)")).toEqual(["second-discount"]);
    expect(two("multi_discount(O, gamma_b: 0.8)")).toEqual(["second-discount"]);
    expect(two("multi_discount(O, gamma_b: 0.9)")).toEqual([]);
    expect(two("zeta_reach(P, zeta: 0.9)")).toEqual([]);
  });
});
