import { describe, expect, it } from "vitest";
import { findings, marked, names, only, spec } from "../checked.js";

const signals = "signal a, b: bool\nsignal x: float\ndiscount 0.9\nterm other = x + a + b\n";

/** Mistakes, without what is merely noticed about the meaning of objectives. */
function mistakes(text: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  return findings(signals + text, files).filter((finding) => !/^RWD7/.test(finding));
}

describe("what is read of objectives", () => {
  it.each([
    ["accepting", "bool", undefined],
    ["satisfied", "bool", undefined],
    ["violated", "bool", undefined],
    ["progress", "float", [0, 1]],
    ["state", "int", [0, Infinity]],
  ])("%s is a %s of the step", (field, element, range) => {
    const { lets } = spec(`${signals}objective O = eventually a\nlet read = O.${field}\nterm t = read`);
    const read = lets.find(({ name }) => name === "read")?.value;
    expect(read).toMatchObject({ kind: "objective", objective: "O", field, rate: "step", availability: "step" });
    expect(read?.type).toEqual({ element, shape: [], ...(range === undefined ? {} : { range }) });
  });

  it("stands in guards, edge rewards, ends, potentials, functions and other objectives", () => {
    const text = `objective O = a until b
objective After = eventually (O.violated and next b)
def worth(p) = if p then 2 else 1
machine M {
  start state S { when O.satisfied -> T reward O.progress }
  final state T
}
term paid  = M.reward
term fired = worth(O.accepting) on violated After
terminate when O.violated reward -1
shape potential O.progress + O.state
shape After by progress weight 2`;
    expect(mistakes(text)).toEqual([]);
  });

  it("shapes by progress as by a potential, called like the objective", () => {
    const { shapes } = spec(`${signals}objective O = a until b\nshape O by progress weight 2`);
    expect(shapes).toMatchObject([
      { name: "O", form: "potential", potential: { kind: "objective", field: "progress" }, weight: { value: [2] } },
    ]);
  });

  it("suggests a field that is near, with a fix", () => {
    const text = `reward R\n${signals}objective O = eventually a\nterm t = O.acepting`;
    const found = only(text);
    expect(found).toMatchObject({ name: "unknown-field", help: "did you mean `accepting`?" });
    expect(found.fixes[0]?.edits.map((edit) => [marked(text, edit), edit.text])).toEqual([["acepting", "accepting"]]);
  });

  it("knows the verdicts by name, in tests", () => {
    const text = (verdict: string): string =>
      `objective O = eventually a\nterm t = 1 on satisfied O\ntest "v" { step { a }  end expect O.verdict == ${verdict} }`;
    for (const verdict of ["Satisfied", "Violated", "Unknown"]) expect(mistakes(text(verdict))).toEqual([]);
    expect(mistakes(text("Satisfyed"))).toEqual([
      "RWD2015 `Satisfyed` is no member of `enum { Satisfied, Violated, Unknown }`",
    ]);
  });

  it.each([
    ["term t = 1 on satisfied a", "what `satisfied` takes must be an objective, found a signal"],
    ["term t = 1 on violated Nothing", "unknown name `Nothing`"],
    ["shape O by value iteration", "what value iteration runs on must be a machine, found an objective"],
    ["shape a by progress", "what `by progress` shapes must be an objective on finite traces, found something else"],
    ["term t = 1 on satisfied Soon(a)", "`Soon` is an objective, not a function"],
    ["term t = O", "`O` is an objective, not a value"],
  ])("says what is wrong with %s", (text, message) => {
    const declarations = "objective O = eventually a\nobjective Soon(p: bool) = eventually p\n";
    expect(mistakes(declarations + text).map((finding) => finding.slice(8))).toEqual([message]);
  });
});

describe("cycles", () => {
  it.each([
    ["objective A = eventually B.accepting\nobjective B = eventually A.accepting", "`A` → `B` → `A`"],
    [
      "objective O = eventually (M.state == T)\nmachine M { start state P { when O.accepting -> T } state T }",
      "`O` → `M` → `O`",
    ],
    ["objective O = always (terminated implies a)\nterminate when O.satisfied", "`O` → `terminated` → `O`"],
    ["let seen = O.accepting\nobjective O = eventually (seen or a)", "`O` → `O`"],
  ])("are told by their path: %s", (text, path) => {
    expect(mistakes(text)).toEqual([
      `RWD6002 ${path.split(" ")[0] ?? ""} depends on its own value in the same step: ${path}`,
    ]);
  });

  it("are broken by prev", () => {
    expect(
      mistakes(`let before = prev(O.state, init: 0)
objective O = eventually (before > 0 or prev(M.state, init: P) == T or a)
machine M { start state P { when O.accepting -> T } state T }`),
    ).toEqual([]);
  });
});

describe("templates and imports", () => {
  const library = `library Tasks
signal key: bool
objective Within(p: bool, n: int) = eventually[<= n] p
objective Both(p, q: bool) = Within(p, 2) and Within(q, 2)
objective Keyed = eventually key`;

  it("are taken from libraries, under other names, with what they read there", () => {
    const text = `import { Both, Keyed as HasKey } from "./tasks.reward"
objective O = Both(q: a, p: x > 1)
term t = 1 on satisfied O
term u = 1 on satisfied HasKey`;
    const { objectives, signals: read } = spec(signals + text, { "tasks.reward": library });
    expect(objectives.map(({ name }) => name).sort()).toEqual(["HasKey", "O"]);
    expect(objectives.find(({ name }) => name === "O")?.atoms).toHaveLength(2);
    expect(read.map(({ name }) => name)).toContain("key");
  });

  it("stand in branches and below temporal operators like what they stand for", () => {
    const text = (formula: string): string =>
      `${signals}objective Soon(p: bool) = eventually[<= 3] p\nobjective O = ${formula}\nterm t = 1 on satisfied O`;
    const written = (formula: string): number | undefined =>
      spec(text(formula)).objectives.find(({ name }) => name === "O")?.automaton.accepting.length;
    expect(written("if x > 0 then Soon(a) else Soon(b)")).toBe(
      written("if x > 0 then eventually[<= 3] a else eventually[<= 3] b"),
    );
    expect(written("match a { true -> next Soon(b), false -> not Soon(b) }")).toBe(
      written("(a and next eventually[<= 3] b) or (not a and not eventually[<= 3] b)"),
    );
  });

  it("are mistaken once, wherever they are used", () => {
    const template = "objective Near(p: bool) = eventually (p and close)\n";
    expect(mistakes(`${template}objective O = Near(a)\nobjective P = Near(b)`)).toEqual([
      "RWD2001 unknown name `close`",
    ]);
    expect(mistakes(template)).toEqual(["RWD2001 unknown name `close`"]);
  });

  it.each([
    ["objective O = Soon(a)", "RWD3015 `Soon` misses its argument `n`"],
    ["objective O = Soon(x, 3)", "RWD3001 `p` must be `bool`, found `float`"],
    ["objective O = Soon(a, x)", "RWD3001 `n` must be `int`, found `float`"],
    ["objective O = Soon(a until b, 3)", "RWD1020 found `until` as an argument, expected a value"],
    [
      "objective P(p: bool) = not Q(p)\nobjective Q(p: bool) = next P(p)\nobjective O = P(a)",
      "RWD2018 `P` is defined by itself: `P` → `Q` → `P`",
    ],
  ])("say what is wrong with %s", (text, message) => {
    expect(mistakes(`objective Soon(p: bool, n: int) = eventually[<= n] p\n${text}`)).toEqual([message]);
  });

  it("that double each other end in a finding", () => {
    const doubled = Array.from(
      { length: 40 },
      (_, i) => `objective T${i + 1}(p: bool) = T${i}(p) and next T${i}(p)`,
    ).join("\n");
    expect(names(`${signals}objective T0(p: bool) = eventually p\n${doubled}\nobjective O = T40(a)`)).toContain(
      "too-large",
    );
  });

  it("belong to variants, too", () => {
    const text = `${signals}variant careful { objective Safe = always not a  term safe = -1 on violated Safe }`;
    expect(spec(text).objectives).toEqual([]);
    expect(spec(text, {}, { variant: "careful" }).objectives.map(({ name }) => name)).toEqual(["Safe"]);
  });
});

describe("large objectives", () => {
  it.each([
    ["eventually[<= 1000000000] a", "objective-too-large"],
    ["always[0, 100000] (a implies eventually[0, 100000] b)", "objective-too-large"],
    ["sequence { ((a{1000}){1000}){1000} }", "objective-too-large"],
    ["a at most 9999 times", "objective-too-large"],
    ["a at most 10000 times", "too-many-times"],
    ["eventually (a and eventually[40, 40] b and always (b implies last))", "objective-too-large"],
  ])("are a finding, soon: %s", (formula, name) => {
    expect(names(`${signals}objective O = ${formula}`)).toEqual([name]);
  });

  it("run on bits instead where the last step can judge them", () => {
    const { objectives, pastObjectives } = spec(
      `${signals}objective O = always (a implies once[24, 24] b)\nterm t = 1 on satisfied O`,
    );
    expect(objectives).toEqual([]);
    expect(pastObjectives.map(({ memory }) => memory.bits.length)).toEqual([25]);
  });

  it("are a finding where there are too many bits", () => {
    expect(names(`${signals}objective O = always (a implies once[300, 300] b)`)).toEqual(["objective-too-large"]);
  });

  const many = (count: number, part: string, separator: string): string =>
    Array.from({ length: count }, () => part).join(separator);

  it.each([
    ["nots", `${many(10_000, "not", " ")} eventually a`, 2],
    ["nexts", `${many(1000, "next", " ")} a`, 1003],
    ["conditions", `eventually (${many(10_000, "a", " or ")})`, 2],
    ["untils", many(5000, "a", " until "), 3],
    ["tasks", `achieve ${many(1000, "a", " then achieve ")}`, 1001],
    ["choices of tasks", many(40, "(achieve a or achieve b)", " then "), 41],
    ["conditions of a task", `achieve a ${many(5000, "ensuring b", " ")}`, 3],
    ["items of a sequence", `sequence { ${many(1000, "a", "; ")} }`, 1002],
    ["repetitions", `sequence { a ${many(1000, "*", "")}; b }`, 3],
    ["links of a chain", `(${many(100, "a", " then ")}) precedes b`, 102],
    ["cases", `match x { ${many(300, "0 -> next a", ", ")}, else -> next b }`, 5],
  ])("may be long: %s", (_, formula, states) => {
    const { objectives } = spec(`${signals}objective O = ${formula}\nterm t = 1 on satisfied O`);
    expect(objectives[0]?.automaton.accepting).toHaveLength(states);
  });
});
