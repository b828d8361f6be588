import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ForeignDialectName } from "../../../../../src/compiler/automata/temporal/dialects/dialect.js";
import { printFormula } from "../../../../../src/compiler/automata/temporal/dialects/print.js";
import { readFormula } from "../../../../../src/compiler/automata/temporal/dialects/read.js";
import type { Dfa } from "../../../../../src/compiler/automata/temporal/dfa.js";
import type { TemporalFormula } from "../../../../../src/compiler/automata/temporal/formula.js";
import { shortestDifference } from "../../../../../src/compiler/automata/temporal/trace/language.js";
import { writeTrace } from "../../../../../src/compiler/automata/temporal/trace/text.js";
import { translate } from "../../../../../src/compiler/automata/temporal/translate.js";
import { formulas } from "../arbitrary-formula.js";

const atoms = ["a", "b", "c", "d"];

function read(text: string, dialect: ForeignDialectName): TemporalFormula {
  const found = readFormula(text, dialect, atoms);
  if ("problem" in found) expect.fail(`${dialect}: ${text}: ${JSON.stringify(found.problem)}`);
  expect(found.atoms).toEqual(atoms);
  return found.formula;
}

function automaton(formula: TemporalFormula): Dfa {
  const translation = translate(formula, atoms.length);
  if (translation.kind !== "dfa") expect.fail("the formula is too large");
  return translation.dfa;
}

/** A trace that tells the two apart, as text. */
function difference(left: TemporalFormula, right: TemporalFormula): string | undefined {
  const trace = shortestDifference(automaton(left), automaton(right));
  return trace === undefined ? undefined : writeTrace(trace, atoms);
}

describe("precedence", () => {
  it.each<[ForeignDialectName, string, string]>([
    ["spot", "a -> b -> c", "a -> (b -> c)"],
    ["spot", "a <-> b -> c", "a <-> (b -> c)"],
    ["spot", "a -> b <-> c", "a -> (b <-> c)"],
    ["spot", "a & b U c", "a & (b U c)"],
    ["spot", "a U b U c", "a U (b U c)"],
    ["spot", "a R b U c W d", "a R (b U (c W d))"],
    ["spot", "a | b ^ c & d", "a | (b ^ (c & d))"],
    ["spot", "F a U b", "(F a) U b"],
    ["spot", "!a U b", "(!a) U b"],
    ["spot", "GFa", "G(F(a))"],
    ["spot", "a=0 Ub=1", "(!a) U b"],
    ["spot", "p0 U X[!]Fa", "p0 U (X[!](F a))"],
    ["spot", "[]<>a && ()b", "(G F a) & (X b)"],
    ["spot", "X[2] a", "X X a"],
    ["spot", "X[2!] a", "X[!] X[!] a"],
    ["spot", "F[1..3] a", "X (a | X (a | X a))"],
    ["spot", "F[1:3!] a", "X[!] (a | X[!] (a | X[!] a))"],
    ["spot", "G[1,3] a", "X (a & X (a & X a))"],
    ["spot", "G[1 to 3!] a", "X[!] (a & X[!] (a & X[!] a))"],
    ["spot", "F[2..] a", "X X F a"],
    ["spot", "G[2..$] a", "X X G a"],
    ["spot", "a /* b */ xor c", "a ^ c"],
    ["ltlf2dfa", "a -> b -> c", "(a -> b) -> c"],
    ["ltlf2dfa", "a <-> b <-> c", "(a & b & c) | (!a & !b & !c)"],
    ["ltlf2dfa", "(a <-> b) <-> c", "((a & b) | (!a & !b)) <-> c"],
    ["ltlf2dfa", "a & b U c", "a & (b U c)"],
    ["ltlf2dfa", "a U b R c U d", "a U ((b R c) U d)"],
    ["ltlf2dfa", "a R b R c", "a R (b R c)"],
    ["ltlf2dfa", "WX(a) <-> b", "(WX(a)) <-> b"],
    ["ltlf2dfa", "LAST | TRUE & a", "last | (true & a)"],
    ["ltlf2dfa", "a S b S c", "a S (b S c)"],
    ["lydia", "a & b U c", "(a & b) U c"],
    ["lydia", "a U b U c", "(a U b) U c"],
    ["lydia", "a U b R c", "a U (b R c)"],
    ["lydia", "a -> b U c", "a -> (b U c)"],
    ["lydia", "a -> b -> c", "a -> (b -> c)"],
    ["lydia", "a <-> b <-> c", "(a <-> b) <-> c"],
    ["lydia", "X a & X[!] b", "(X a) & (X[!] b)"],
    ["owl", "a & b -> c", "a & (b -> c)"],
    ["owl", "a U b & c U d", "(a U b) & (c U d)"],
    ["owl", "a -> b U c", "a -> (b U c)"],
    ["owl", "a | b ^ c", "a | (b ^ c)"],
    ["owl", "F G a", "F (G a)"],
    ["tlsf", "a && b U c", "(a && b) U c"],
    ["tlsf", "a U b R c", "(a U b) R c"],
    ["tlsf", "a R b R c", "(a R b) R c"],
    ["tlsf", "a -> b U c", "(a -> b) U c"],
    ["tlsf", "a W b U c", "(a W b) U c"],
    ["tlsf", "a -> b <-> c", "a -> (b <-> c)"],
    ["tlsf", "NOT a AND F[0:2] b", "(!a) && (b || X (b || X b))"],
  ])("%s reads `%s` as `%s`", (dialect, text, parenthesised) => {
    const known = ["a", "b", "c", "d", "p0"];
    const [left, right] = [readFormula(text, dialect, known), readFormula(parenthesised, dialect, known)];
    if ("problem" in left || "problem" in right) return expect.fail(JSON.stringify([left, right]));
    const [first, second] = [translate(left.formula, known.length), translate(right.formula, known.length)];
    if (first.kind !== "dfa" || second.kind !== "dfa") return expect.fail("too large");
    expect(shortestDifference(first.dfa, second.dfa)).toBeUndefined();
  });

  it.each<[ForeignDialectName, string, ForeignDialectName, string]>([
    ["spot", "X a", "ltlf2dfa", "WX a"],
    ["spot", "X[!] a", "ltlf2dfa", "X a"],
    ["lydia", "X a", "tlsf", "X a"],
    ["owl", "X a", "tlsf", "X[!] a"],
    ["ltlf2dfa", "last", "spot", "!X[!] 1"],
    ["ltlf2dfa", "last", "lydia", "last"],
    ["spot", "a W b", "owl", "a W b"],
    ["spot", "a M b", "owl", "b U (a & b)"],
  ])("%s's `%s` is %s's `%s`", (dialect, text, other, same) => {
    expect(difference(read(text, dialect), read(same, other))).toBeUndefined();
  });

  it("judges a formula about the past at the last letter, as LTLf2DFA does", () => {
    expect(difference(read("a S b", "ltlf2dfa"), read("F (b & (last | WX G a))", "ltlf2dfa"))).toBeUndefined();
    expect(difference(read("start", "ltlf2dfa"), read("last", "ltlf2dfa"))).toBeUndefined();
  });
});

describe("LDLf", () => {
  it.each([
    ["<a>tt", "a"],
    ["[a]ff", "!a"],
    ["<true>tt", "true"],
    ["<a; b>end", "a & X[!] (b & last)"],
    ["<a*>end", "G a"],
    ["<a*; b>tt", "a U b"],
    ["<(a?; true)*>b", "a U b"],
    ["<true*>(a & X[!] b)", "F (a & X[!] b)"],
    ["[true*](a | end)", "G a"],
    ["[true*](<a>tt | end)", "G a"],
    ["<a + b; c>tt", "a | (b & X[!] c)"],
    ["<(!a & b)*>(last & c)", "(!a & b) U (last & c)"],
    ["<a>!tt", "false"],
    ["<a>!end", "a & X[!] true"],
    ["[a]<b>tt", "a -> X[!] b"],
    ["<(a; b)*; c>tt", "c | <a; b; (a; b)*; c>tt"],
    ["<last?; a>tt", "last & a"],
    ["<(tt?); a>tt", "a"],
    ["<a*>(b | [c]ff)", "(a U (b | !c)) | G a"],
    ["<a & b*>end", "G (a & b)"],
  ])("%s is %s", (left, right) => {
    expect(difference(read(left, "lydia"), read(right, "lydia"))).toBeUndefined();
  });

  it("says where a path is more than the translation takes", () => {
    expect(readFormula("a & <(a; b)*>(a & X b)", "lydia")).toMatchObject({
      problem: { kind: "unsupported", place: { start: 5, end: 12 } },
    });
  });
});

describe("mistakes", () => {
  it.each<[ForeignDialectName, string, number, number, string, string]>([
    ["spot", "a &", 3, 3, "the end of the formula", "a formula"],
    ["spot", "", 0, 0, "the end of the formula", "a formula"],
    ["spot", "a b", 2, 3, "`b`", "an operator"],
    ["spot", "(a", 0, 1, "a bracket that is never closed", "`)`"],
    ["spot", "a)", 1, 2, "`)`", "an operator"],
    ["spot", "F[3..1] a", 0, 9, "bounds of which the first is greater", "the lower bound first"],
    ["ltlf2dfa", "Fa", 0, 2, "`Fa`", "a formula"],
    ["ltlf2dfa", "a W b", 2, 3, "`W`", "an operator"],
    ["lydia", "<a>", 3, 3, "the end of the formula", "a formula"],
    ["lydia", "<a)", 2, 3, "`)`", "`>`"],
    ["lydia", "<F a>tt", 1, 4, "a formula", "a condition on one letter, or a test `f?`"],
    ["lydia", "a*", 0, 2, "a regular expression", "a formula"],
    ["lydia", "a & b*", 0, 6, "a regular expression", "a formula"],
    ["owl", "A", 0, 1, "`A`", "a formula"],
    ["tlsf", "a & b", 2, 3, "`&`", "an operator"],
  ])("%s in `%s`", (dialect, text, start, end, found, expected) => {
    expect(readFormula(text, dialect)).toEqual({ problem: { kind: "syntax", place: { start, end }, found, expected } });
  });

  it("refuses past beside future in LTLf2DFA's syntax", () => {
    expect(readFormula("F (a & Y b)", "ltlf2dfa")).toMatchObject({
      problem: { kind: "unsupported", place: { start: 7, end: 10 } },
    });
  });
});

describe("depth", () => {
  it.each<[ForeignDialectName, (depth: number) => string]>([
    ["spot", (depth) => `${"!(".repeat(depth)}a${")".repeat(depth)}`],
    ["spot", (depth) => `${"X ".repeat(depth)}a`],
    ["ltlf2dfa", (depth) => Array.from({ length: depth }, () => "a").join(" U ")],
    ["lydia", (depth) => `<${Array.from({ length: depth }, () => "a").join(";")}>tt`],
    ["lydia", (depth) => `${"<a>".repeat(depth)}tt`],
    ["owl", (depth) => Array.from({ length: depth }, () => "a").join(" -> ")],
  ])("%s reads and prints 10,000 levels", (dialect, text) => {
    const found = readFormula(text(10_000), dialect);
    if ("problem" in found) return expect.fail(JSON.stringify(found.problem));
    const printed = printFormula(found.formula, found.atoms, dialect);
    expect("text" in printed && printed.text.length).toBeGreaterThan(10_000);
  });
});

describe("printing", () => {
  it("reads back as the same language", () => {
    const dialects: readonly ForeignDialectName[] = ["spot", "ltlf2dfa", "lydia", "owl", "tlsf"];
    fc.assert(
      fc.property(fc.constantFrom(...dialects), formulas({ atoms: 2, depth: 3, windows: true }), (dialect, formula) => {
        const printed = printFormula(formula, atoms, dialect);
        if (!("text" in printed)) return expect.fail(printed.obstacle);
        expect(difference(formula, read(printed.text, dialect))).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  it("reads LDLf back as the same language", () => {
    fc.assert(
      fc.property(formulas({ atoms: 2, depth: 2, sequences: true }), (formula) => {
        const printed = printFormula(formula, atoms, "lydia");
        if (!("text" in printed)) return expect.fail(printed.obstacle);
        expect(difference(formula, read(printed.text, "lydia"))).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it("reads back exactly what it wrote where nothing had to be rephrased", () => {
    const text = "G ((a) -> b) & (c U (d R a))";
    const printed = printFormula(read(text, "spot"), atoms, "spot");
    expect(printed).toEqual({ text: "(G (!a | b)) & (c U (d R a))" });
    expect(read("text" in printed ? printed.text : "", "spot")).toEqual(read(text, "spot"));
  });

  it("says what a dialect lacks", () => {
    const once: TemporalFormula = { kind: "once", operand: { kind: "atom", atom: 0 } };
    expect(printFormula(once, ["a"], "spot")).toEqual({ obstacle: "past operators" });
    expect(printFormula({ kind: "atom", atom: 0 }, ["Coffee"], "owl")).toHaveProperty("obstacle");
    expect(printFormula({ kind: "eventually", operand: once }, ["a"], "ltlf2dfa")).toHaveProperty("obstacle");
  });
});
