import { describe, expect, it } from "vitest";
import { check, memoryHost, nodeHost } from "../../../../src/compiler/index.js";
import { evaluate } from "../../automata/temporal/oracle/evaluate.js";

const library = nodeHost();
const signals = "signal a, b, c: bool\nsignal x: float\nsignal loc: enum { A, B, C }\ndt 0.1 s\n";

function checked(text: string): ReturnType<typeof check> {
  return check("o.reward", memoryHost({ "o.reward": `reward O\n${signals}${text}\n` }, library));
}

/** Codes of what is wrong; lints about meaning are the business of other tests. */
function errors(text: string): readonly string[] {
  return checked(text)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code, message }) => `${code} ${message}`);
}

/** Whether the objective holds on a trace whose letters are written as the names of what holds: `a`, `ab`, `-`. */
function holds(formula: string, trace: string): boolean {
  const { spec, diagnostics } = checked(`objective O = ${formula}`);
  const objective = spec?.objectives[0];
  if (objective === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const names = objective.atoms.map((atom) => (atom.kind === "signal" ? atom.name : "?"));
  const letters = trace
    .split(" ")
    .map((letter) => names.reduce((bits, name, index) => bits | (letter.includes(name) ? 1 << index : 0), 0));
  return evaluate(objective.formula, letters);
}

describe("formulas of objectives", () => {
  // Each operator with a trace that it accepts and one that it rejects; words and letters say the same.
  it.each([
    ["always a", "G a", "a a", "a -"],
    ["eventually a", "F a", "- a", "- -"],
    ["next a", "X a", "- a", "-"],
    ["weak next a", "N a", "-", "- -"],
    ["a until b", "a U b", "a a b", "a - b"],
    ["a weak until b", "a W b", "a a", "a -"],
    ["b release a", "b R a", "a a", "a -"],
    ["b strong release a", "b M a", "a ab", "a a"],
    ["a until inclusive b", "a U (a and b)", "a ab", "a b"],
    ["eventually (b and historically a)", "F (b and H a)", "a ab", "- ab"],
    ["eventually (b and once a)", "F (b and O a)", "a b", "- b"],
    ["eventually (b and previously a)", "F (b and Y a)", "a b", "b -"],
    ["eventually (b and weak previously a)", "F (b and Z a)", "b -", "- b"],
    ["eventually (c and (a since b))", "F (c and (a S b))", "b a ac", "b - ac"],
    ["eventually (last and a)", "F (last and a)", "- a", "a -"],
    ["eventually (b and initially a)", "F (b and initially a)", "a b", "- b"],
    ["always[0, 1] a", "G[0, 1] a", "a a -", "a - a"],
    ["eventually[<= 1] a", "F[<= 1] a", "- a", "- - a"],
    ["eventually[<= 0.2 s] a", "F[0, 2] a", "- - a", "- - - a"],
    ["a until[1, 2] b", "a U[1, 2] b", "a b", "b"],
    ["a implies next b", "a -> X b", "a b", "a -"],
    ["a iff next b", "a <-> X b", "a b", "- b"],
    ["a xor next b", "a xor X b", "a -", "a b"],
    ["not next a", "!X a", "a", "- a"],
    ["if a then next b else next c", "(a and X b) or (not a and X c)", "- c", "a c"],
    ["match loc { A -> next a, else -> next b }", "(loc == A and X a) or (loc != A and X b)", "- ab", "- c"],
    ["sequence { a; b*; c }", "a and X (b U c)", "a b c a", "a a b"],
    ["sequence exactly { a; b+ }", "a and X (b and N G b)", "a b b", "a b a"],
    ["sequence { a{2}; b? ; c }", "a and X (a and X (c or (b and X c)))", "a a c", "a c"],
    ["never a", "G !a", "- -", "- a"],
    ["b responds to a", "G (a -> F b)", "a b", "b a"],
    ["a precedes b", "!b W a", "a b", "b"],
    ["achieve a then achieve b", "F (a and X F b)", "a b", "ab"],
    ["achieve a ensuring not c", "!c U (a and !c)", "- a c", "c a"],
    ["achieve a or achieve b", "F (a or b)", "- b", "c"],
  ])("%s is %s", (words, letters, accepted, rejected) => {
    for (const formula of [words, letters]) {
      expect(holds(formula, accepted)).toBe(true);
      expect(holds(formula, rejected)).toBe(false);
    }
  });

  it("splits conditions at their connectives into atoms, and shares equal ones", () => {
    const { spec } = checked(
      "let near = x < 2 and a\nobjective O = always (near or not a) and eventually (x < 2 and loc == A) and next loc != A",
    );
    expect(spec?.objectives[0]?.atoms.map(({ span }) => span.end - span.start)).toHaveLength(3);
  });

  it("is minimal: (a and b) until a says no more than a", () => {
    const { spec } = checked("objective O = (a and b) until a");
    expect(spec?.objectives[0]?.automaton.accepting).toEqual(
      checked("objective O = a").spec?.objectives[0]?.automaton.accepting,
    );
  });

  it("takes templates, with numbers in bounds, of templates, inside of other formulas", () => {
    const text = `objective Within(p: bool, n: int) = eventually[<= n] p
objective Soon(p: bool) = Within(p, 2)
objective O = Soon(a) and always not c`;
    const { spec, diagnostics } = checked(text);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(spec?.objectives.map(({ name }) => name)).toEqual(["O"]);
  });

  it("goes deep and long without a stack", () => {
    expect(errors(`objective O = ${"not ".repeat(10_000)}eventually a`)).toEqual([]);
    expect(errors(`objective O = eventually (${Array.from({ length: 5000 }, () => "a").join(" or ")})`)).toEqual([]);
  });

  it.each([
    ["objective O = eventually x", "RWD3002"],
    ["objective O = eventually d", "RWD2001"],
    ["objective O = eventually[3, 1] a", "RWD5002"],
    ["objective O = eventually[<= 0.25 s] a", "RWD3024"],
    ["objective O = eventually[<= x] a", "RWD3006"],
    ["objective O(p: bool) = eventually p\nterm t = 1 on satisfied O", "RWD2011"],
    ["objective O = eventually a\nterm t = O", "RWD2011"],
    ["objective O = eventually a\nterm t = O.acepting", "RWD2003"],
    ["objective O = eventually a\nterm t = if O.verdict == Satisfied then 1 else 0", "RWD5003"],
    ["objective O = eventually a with colour: 3", "RWD6011"],
    ["objective O = O.accepting and eventually a", "RWD6002"],
    ["action u: bool\nobjective O reads source = eventually u", "RWD4009"],
    ["objective P(p: bool) = P(p)\nobjective O = P(a)", "RWD2018"],
  ])("says what is wrong with %s: %s", (text, code) => {
    expect(errors(text).map((error) => error.slice(0, 7))).toEqual([code]);
  });

  it("lets prev break a cycle between objectives", () => {
    expect(
      errors("objective A = eventually (a and prev(B.accepting, init: false))\nobjective B = eventually A.accepting"),
    ).toEqual([]);
  });
});
