import { describe, expect, it } from "vitest";
import { SourceFile } from "../../../src/compiler/source/source-file.js";
import { parse } from "../../../src/compiler/syntax/parse.js";
import { printExpression } from "../../../src/compiler/syntax/print/print-expression.js";
import { declarationOf, findings, formulaGrouping, grouping, read, withoutSpans } from "./reading.js";

const kinds = (text: string): string[] => {
  const { file, diagnostics } = read(text);
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return file.declarations.map(({ kind }) => kind);
};

describe("the file", () => {
  it("is a spec or a library, with its documentation", () => {
    const { value } = parse(new SourceFile("a", "/// What it is.\nreward Door extends Base"));
    expect(value).toMatchObject({
      kind: "spec",
      name: { name: "Door" },
      extends: { name: "Base" },
      documentation: "What it is.",
    });
    expect(parse(new SourceFile("a", "library Kernels")).value).toMatchObject({
      kind: "library",
      name: { name: "Kernels" },
    });
  });

  it("says so when the header is missing, late or repeated", () => {
    const codes = (text: string): string[] => parse(new SourceFile("a", text)).diagnostics.map(({ code }) => code);
    expect(codes("let a = 1")).toEqual(["RWD1002"]);
    expect(codes("let a = 1\nreward A")).toEqual(["RWD1003"]);
    expect(codes("reward A\nreward B")).toEqual(["RWD1003"]);
    expect(codes("reward A\nlibrary B")).toEqual(["RWD1003"]);
  });

  it("needs no separators: newlines mean nothing", () => {
    const one =
      "signal a, b: bool term t weight 2 when a = 1 clip [0, 1] machine M { start state A { when a -> B reward 1 do n += 1 } counter n: int in [0, 2] = 0 state B } total = t discount 0.9";
    const many = one.replaceAll(" ", "\n");
    expect(kinds(one)).toEqual(["signal", "term", "machine", "total", "discount"]);
    expect(withoutSpans(read(many).file)).toEqual(withoutSpans(read(one).file));
  });
});

describe("names", () => {
  it.each(["reward", "state", "when", "term", "then", "in", "iff", "true"])("reserves %s", (word) => {
    expect(findings(`let ${word} = 1`)).toEqual([`RWD1004: ${word}`]);
    expect(findings(`let \`${word}\` = 1 let x = \`${word}\` + a.${word}`)).toEqual([]);
  });

  it.each(["total", "advantage", "discount", "dt", "nan", "agents"])("lets %s be read but not declared", (word) => {
    expect(findings(`let ${word} = 1`)).toEqual([`RWD1004: ${word}`]);
    expect(findings(`let x = ${word} + 1`)).toEqual([]);
  });

  it("names a reserved word that is read", () => {
    expect(findings("let x = state + 1")).toEqual(["RWD1004: state"]);
    expect(read("let x = state + 1").diagnostics[0]?.fixes[0]?.edits[0]?.text).toBe("`state`");
  });

  it("reserves `done` inside machines only", () => {
    expect(findings("let x = done")).toEqual([]);
    expect(findings("machine M { state A { when done -> B } }")).toEqual(["RWD1004: done"]);
    expect(findings("machine M { state A { when `done` -> B } done state B }")).toEqual([]);
  });

  it("takes any word before the `:` of an argument and behind `.`", () => {
    expect(grouping("f(reward: 1, if: 2, over: 3).state.else")).toBe("f(reward: 1, if: 2, over: 3).state.else");
  });

  it.each(["over", "weight", "clip", "always", "last", "step", "G", "potential", "value", "by", "end", "sequence"])(
    "leaves %s to be a name outside of its place",
    (word) => {
      expect(findings(`signal ${word}: bool term t = ${word} + f(${word}) + a[${word}]`)).toEqual([]);
    },
  );

  it("compares names after NFC", () => {
    const { file } = read("let e\u0301tat = 1 let x = \u00e9tat");
    const [first, second] = file.declarations;
    expect(first).toMatchObject({ name: { name: "\u00e9tat" } });
    expect(second).toMatchObject({ value: { kind: "name", name: "\u00e9tat" } });
  });

  it("reads letters as operators in formulas, with a warning where one is declared", () => {
    expect(findings("signal G: bool objective o = G(G.x)")).toEqual(["RWD1024: G"]);
    expect(findings("signal G: bool objective o = always `G`")).toEqual([]);
    expect(findings("objective o = always always")).toEqual(["RWD1001: "]);
  });
});

describe("lists", () => {
  it.each([
    "let x = f(a, b,)",
    "let x = [a, b,]",
    "let x = match a { A -> 1, else -> 2, }",
    "axis foot = { FL, FR, }",
    'import { a, b, } from "x"',
    "signal k: enum { A, B, }",
    "machine M { start { A: 0.5, B: 0.5, } state A state B }",
    'machine M from "m.txt" labels { f -> coffee, }',
    "machine M { counter n: int in [0, 1] = 0 state A { when a -> A do n += 1, } done state B }",
    'test "t" { step { a, b = 1, } expect a, b == 1, step { a } }',
    "objective o = p with smooth: 1,\ntotal = 2",
  ])("allow a trailing comma: %s", (text) => {
    expect(findings(text)).toEqual([]);
  });

  it.each([
    "let x = f(a b)",
    "let x = [a b]",
    "axis foot = { FL FR }",
    'test "t" { step { a b } }',
    "let x = match a { A -> p else -> 2 }",
  ])("need their commas: %s", (text) => {
    expect(findings(text).map((finding) => finding.slice(0, 7))).toEqual(["RWD1001"]);
  });
});

describe("declarations", () => {
  it("reads a signal's clauses", () => {
    expect(
      declarationOf(
        "signal",
        "external signal a, b: float[foot, <= 3] in [0, 2] unit m/s^2 per agent per turn at start = 1 missing hold default 0.5",
      ),
    ).toMatchObject({
      role: "external",
      names: [{ name: "a" }, { name: "b" }],
      type: {
        base: { name: "float" },
        dimensions: [{ ragged: false }, { ragged: true }],
        unit: {
          factors: [
            ["m", 1],
            ["s", -2],
          ],
        },
      },
      perAgent: true,
      per: { name: "turn" },
      atStart: true,
      default: { kind: "number", value: 1 },
      missing: { policy: "hold", value: { value: 0.5 } },
    });
  });

  it.each([
    ["signal a: bool = 1 per turn", "RWD1017"],
    ["signal a: float unit m in [0, 1]", "RWD1017"],
    ["signal a: float = 1 in [0, 1]", "RWD1017"],
    ["signal a: bool per turn per episode", "RWD1018"],
    ["term t when a weight 2 = 1", "RWD1017"],
    ["term t weight 1 weight 2 = 1", "RWD1018"],
    ['terminate when a cause "x" reward 1', "RWD1017"],
    ["truncate when a reward 1", "RWD1019"],
    ["machine M { state A { when a -> B do n = 1 reward 1 } }", "RWD1017"],
    ["machine M { state A { reward 1 when a -> B } }", "RWD1019"],
    ["shape potential a into b weight 2", "RWD1017"],
    ['machine M(a) from "x"', "RWD1019"],
    ["signal a: float unit parsec", "RWD1012"],
    ["let a = 3 parsec", "RWD1012"],
    ["machine M { counter n: float in [0, 1] = 0 }", "RWD1001"],
    ["term t weight 1 per m = 1", "RWD1001"],
  ])("refuses %s", (text, code) => {
    expect(findings(text).map((finding) => finding.slice(0, 7))).toEqual([code]);
  });

  it("moves a clause to its place by a fix", () => {
    const { diagnostics, source } = read("term t when a weight 2 = 1");
    const edits = [...(diagnostics[0]?.fixes[0]?.edits ?? [])].sort((a, b) => b.span.start - a.span.start);
    const fixed = edits.reduce(
      (text, { span, text: insert }) => text.slice(0, span.start) + insert + text.slice(span.end),
      source.text,
    );
    expect(parse(new SourceFile("fixed", fixed)).diagnostics).toEqual([]);
  });

  it("groups the parameters of a template by their types", () => {
    expect(declarationOf("machine", "machine M(a, b: bool, c) { state A }").parameters).toMatchObject([
      { names: [{ name: "a" }, { name: "b" }], type: { base: { name: "bool" } } },
      { names: [{ name: "c" }] },
    ]);
  });

  it("attaches documentation by position", () => {
    const { file } = read(
      "/// One.\n/// Two.\nlet a = 1\n// no\nlet b = 2\n/// State.\n/* between */ machine M {\n/// Inner.\nstate A }",
    );
    expect(file.declarations.map(({ documentation }) => documentation)).toEqual(["One.\nTwo.", undefined, "State."]);
    expect(file.declarations[2]).toMatchObject({ body: { states: [{ documentation: "Inner." }] } });
  });

  it("reads strings with their two escapes", () => {
    expect(declarationOf("terminate", String.raw`terminate when a cause "say \"hi\" \\ ☕"`).cause?.value).toBe(
      'say "hi" \\ ☕',
    );
    expect(findings(String.raw`terminate when a cause "a\nb"`)).toEqual([String.raw`RWD1011: \n`]);
  });
});

describe("what stands only in one place", () => {
  it("lets `on` end a term's body, also between parentheses", () => {
    const body = (text: string): string => printExpression(declarationOf("term", `term t = ${text}`).body);
    expect(body("1 on satisfied O")).toBe("1 on satisfied O");
    expect(body("(1 on rising(p)) + (2 on entered(M.S))")).toBe("(1 on rising(p)) + (2 on entered(M.S))");
    expect(body("if a then 1 else 2 on terminated")).toBe("if a then 1 else 2 on terminated");
    expect(findings("let x = 1 on satisfied O")).toEqual(["RWD1001: on"]);
    expect(findings("term t = f(1 on satisfied O)")).toEqual(["RWD1001: on"]);
  });

  it("lets `terms` be the only argument of an aggregator", () => {
    expect(grouping("sum(terms) + product(terms soft)")).toBe("(sum(terms) + product(terms soft))");
    expect(findings("let x = max(terms, 0)")).toEqual(["RWD1027: terms"]);
    expect(findings("let x = [1, terms]").length).toBe(1);
    expect(findings("let x = 1 + terms").length).toBe(1);
  });

  it("lets a comprehension be the only argument, with or without index", () => {
    expect(grouping("sum(f(q) for q in xs)")).toBe("sum(f(q) for q in xs)");
    expect(grouping("sum(i * q for i, q in xs)")).toBe("sum((i * q) for i, q in xs)");
    expect(findings("let x = sum(q for q in xs, 1)")).toEqual(["RWD1027: q for q in xs"]);
  });

  it("lets `piecewise { }` stand in a schedule", () => {
    expect(grouping("schedule(piecewise {0: 1, 1e5: 0.3}, over: steps)")).toBe("schedule(piecewise(2), over: steps)");
    expect(findings("let x = clip(piecewise {0: 1}, 0)")).toEqual(["RWD1028: piecewise {0: 1}"]);
    expect(findings("let x = piecewise + 1")).toEqual([]);
  });

  it("wants an aggregator before `over` and `place(x)` before `at end of`", () => {
    expect(findings("let x = a over past")).toEqual(["RWD1026: a"]);
    expect(findings("let x = f(a) at end of turn")).toEqual(["RWD1026: f(a)"]);
  });

  it("reads `reward` as a value in what a test expects", () => {
    expect(findings('test "t" { step { a } expect reward == 1, max(1, reward) == 1, a == reward step { a } }')).toEqual(
      [],
    );
    expect(findings("let x = reward")).not.toEqual([]);
  });

  it("reads `->` as implication between the parentheses of a guard only", () => {
    expect(findings("machine M { state A { when (a -> b) and (c <-> d) -> A } }")).toEqual([]);
    expect(findings("let x = a -> b")).toEqual(["RWD1029: ->"]);
    expect(formulaGrouping("a -> b")).toBe("(a implies b)");
  });

  it("takes `=` for a slip of `==` only where no clause begins with it", () => {
    expect(findings("terminate when a = 1")).toEqual(["RWD1016: ="]);
    expect(findings("machine M { state A { when a = 1 -> A } }")).toEqual(["RWD1016: ="]);
    expect(findings("term t weight w when a = b")).toEqual([]);
    expect(read("terminate when a = 1").diagnostics[0]?.fixes).toMatchObject([
      { applicability: "safe", edits: [{ text: "==" }] },
    ]);
  });
});

describe("collisions that newlines do not resolve", () => {
  it("ends an edge's reward before the next edge, state and declaration", () => {
    const machine = declarationOf(
      "machine",
      "machine M { state A { when a -> B reward 1 when b -> C reward -1 otherwise -> A } state B reward 2 state C }",
    );
    expect(machine.body).toMatchObject({
      states: [
        { edges: [{ reward: { value: 1 } }, { reward: { kind: "unary" } }, { form: "otherwise" }] },
        { reward: { value: 2 } },
        {},
      ],
    });
  });

  it("reads the component that the reward of an end adds to, which nothing else has", () => {
    expect(declarationOf("terminate", 'terminate when a reward -10 into speed cause "x"').into?.name).toBe("speed");
    expect(findings("terminate when a into speed")).toEqual(["RWD1019: speed"]);
    expect(findings("truncate when a into speed")).toEqual(["RWD1019: speed"]);
  });

  it("tells a `reward` behind `terminate when` from one that begins a file", () => {
    expect(declarationOf("terminate", "terminate when a reward -10 term t = 1").reward).toMatchObject({
      kind: "unary",
    });
    expect(findings("terminate when a\nreward Again")).toEqual(
      ["RWD1003: reward Again", "RWD1001: Again"].slice(0, findings("terminate when a\nreward Again").length),
    );
  });

  it("tells `else when` behind an `if` from its `else`", () => {
    const machine = declarationOf(
      "machine",
      "machine M { state A { when a -> B reward if b then 1 else 2 else when c -> B when if a then b else c -> A } }",
    );
    expect(machine.body).toMatchObject({
      states: [
        {
          edges: [
            { form: "when", reward: { kind: "if" } },
            { form: "else-when" },
            { form: "when", guard: { kind: "if" } },
          ],
        },
      ],
    });
  });

  it("misses the `else` of an `if` that an edge follows", () => {
    expect(findings("machine M { state A { when a -> B reward if b then 1 else when c -> B } }")).toEqual([
      "RWD1014: if",
    ]);
  });

  it("ends a formula before the next declaration, also behind an operator", () => {
    expect(kinds("objective o = next p until last signal a: bool")).toEqual(["objective", "signal"]);
    const { file, diagnostics } = read("objective o = p and next\nsignal a: bool");
    expect(file.declarations.map(({ kind }) => kind)).toEqual(["objective", "signal"]);
    expect(diagnostics.map(({ message }) => message)).toEqual(["found `signal`, expected an expression"]);
  });

  it("ends values before the declarations that are also names", () => {
    expect(
      kinds("let a = b total = a let c = total discount 0.9 let e = discount dt 0.1 s nan zero agents 2 advantage = e"),
    ).toEqual(["let", "total", "let", "discount", "let", "dt", "nan", "agents", "advantage"]);
  });

  it("ends the clauses of a term, a shape and an objective", () => {
    expect(
      kinds(
        "term a weight b per s when c = d clip [0, 1] term e = f shape potential g weight h into i with j: k shape M by value iteration shape O by progress objective p = q with r: s, t: u total = v",
      ),
    ).toEqual(["term", "term", "shape", "shape", "shape", "objective", "total"]);
  });

  it("takes the until behind `after q` for the scope's", () => {
    expect(formulaGrouping("never p after q until r")).toBe("{never p | after-until q r}");
  });

  it("reads `shape potential` as a potential, whatever follows", () => {
    expect(declarationOf("shape", "shape potential (a)").form).toMatchObject({ kind: "potential" });
  });

  it("tells a `[` behind a temporal operator from an index", () => {
    expect(formulaGrouping("always[0, 3] p[0]")).toBe("(always[0..3] p[0])");
    expect(formulaGrouping("p[0] until q")).toBe("(p[0] until q)");
  });
});

describe("tests in the spec", () => {
  it("read every item", () => {
    expect(
      declarationOf(
        "test",
        'test "t" with variant v, a = 1, b = 2 { given { k = A } step * 3 { a, not b, c[0] = 1 } expect a == 1 ± 0.1, b +/- 0 trace "f" end truncated { d } end batch { group { episode { end unfinished } } } }',
      ),
    ).toMatchObject({
      variant: { name: "v" },
      parameters: [{ name: { name: "a" } }, { name: { name: "b" } }],
      items: [
        { kind: "given", values: [{ name: { name: "k" }, value: { kind: "name" } }] },
        {
          kind: "step",
          repeat: { value: 3 },
          values: [{ value: "true" }, { value: "false" }, { index: [{ value: 0 }], value: { value: 1 } }],
        },
        { kind: "expect", expectations: [{ tolerance: { value: 0.1 } }, { tolerance: { value: 0 } }] },
        { kind: "trace", path: { value: "f" } },
        { kind: "end", how: "truncated", explicit: true, values: [{}] },
        { kind: "end", how: "terminated", explicit: false },
        {
          kind: "batch",
          items: [{ kind: "group", items: [{ kind: "episode", items: [{ kind: "end", how: "unfinished" }] }] }],
        },
      ],
    });
  });
});
