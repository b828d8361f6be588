import { describe, expect, it } from "vitest";
import { SourceFile } from "../../../src/compiler/source/source-file.js";
import { parse } from "../../../src/compiler/syntax/parse.js";
import { findings, read } from "./reading.js";

/** `line:column message`, and what was kept. */
function recovered(text: string): { readonly messages: string[]; readonly kept: string[] } {
  const { file, diagnostics, source } = read(text);
  const messages = diagnostics.map(({ primary, message }) => {
    const { line, character } = source.position(primary.span.start);
    return `${String(line)}:${String(character + 1)} ${message}`;
  });
  const kept = file.declarations.map((one) =>
    "name" in one && "name" in one.name ? `${one.kind} ${one.name.name}` : one.kind,
  );
  return { messages, kept };
}

describe("recovery keeps the other declarations", () => {
  it.each([
    ["let a = b +\nlet c = 1", ["2:1 found `let`, expected an expression"], ["let a", "let c"]],
    ["let = 1\nlet b = 2", ["1:5 found `=`, expected a name"], ["let b"]],
    ["signal a bool\nlet b = 1", ["1:10 found `bool`, expected `:`"], ["let b"]],
    ["term a = 1 2\nlet b = 1", ["1:12 found `2`, expected an operator or a declaration"], ["term a", "let b"]],
    ["let a = f(b c)\nlet d = 1", ["1:13 found `c`, expected `,` or `)`"], ["let a", "let d"]],
    ["let a = f(,)\nlet d = 1", ["1:11 found `,`, expected another item or `)`"], ["let a", "let d"]],
    ["singal a: bool\nlet b = 1", ["1:1 found `singal`, expected a keyword"], ["signal", "let b"]],
    ["let a = 1;\nlet b = 1", ["1:10 found `;`, expected an operator or a declaration"], ["let a", "let b"]],
    ["machine M =\nlet a = 1", ["2:1 found `let`, expected a name"], ["let a"]],
    [
      "let a = if b then 1\nlet c = 2",
      ["1:9 found an `if` without `else`, expected a value for both cases"],
      ["let a", "let c"],
    ],
    ["let a = if b 1 else 2\nlet c = 2", ["1:14 found `1`, expected `then`"], ["let a", "let c"]],
    ["term x = if a then b else\nterm y = 1", ["2:1 found `term`, expected an expression"], ["term x", "term y"]],
    ["objective o = p until\nlet a = 1", ["2:1 found `let`, expected an expression"], ["objective o", "let a"]],
    ["total sum(terms)\nlet a = 1", ["1:7 found `sum`, expected `=`"], ["total", "let a"]],
    ["let a = x & y\nlet b = 1", ["1:11 found `&`, which no token begins with"], ["let a", "let b"]],
    ["let a = 1 +* 2\nlet b = 1", ["1:12 found `*`, expected an expression"], ["let a", "let b"]],
  ])("%j", (text, messages, kept) => {
    expect(recovered(text)).toEqual({ messages, kept });
  });

  it("keeps the states and edges around a broken one", () => {
    const text =
      "machine M {\n state A { when x B\n when y -> C }\n state B { wen x -> A otherwise -> C }\n sate D { when z -> A }\n state C\n}\nlet a = 1";
    expect(recovered(text)).toEqual({
      messages: [
        "2:19 found `B`, expected `->`",
        "4:12 found `wen`, expected a keyword",
        "5:2 found `sate`, expected a keyword",
      ],
      kept: ["machine M", "let a"],
    });
    expect(read(text).file.declarations[0]).toMatchObject({
      body: {
        states: [
          { edges: [{ target: { name: "C" } }] },
          { edges: [{ form: "when" }, { form: "otherwise" }] },
          { names: [{ name: "D" }] },
          { names: [{ name: "C" }] },
        ],
      },
    });
  });

  it("keeps the items of a test around a broken one", () => {
    const { messages, kept } = recovered(
      'test "t" {\n stp { a }\n step { b }\n expect b ==\n step { c }\n}\nlet a = 1',
    );
    expect(messages).toEqual(["2:2 found `stp`, expected a keyword", "5:7 found `{`, expected a test item"]);
    expect(kept).toEqual(["test", "let a"]);
  });

  it("gives an error expression for what is missing", () => {
    expect(read("let a = (b + )").file.declarations[0]).toMatchObject({
      value: { kind: "binary", right: { kind: "error" } },
    });
    expect(read("let a = f(").file.declarations[0]).toMatchObject({ value: { kind: "call" } });
  });

  it("reports the first thing on a line, not what follows from it", () => {
    expect(findings("let a = match x { A -> 1 B -> 2 } ) ]")).toHaveLength(3);
    expect(findings('import a from "b"')).toHaveLength(1);
  });
});

describe("brackets", () => {
  it("are closed where a line begins with what they cannot hold", () => {
    expect(recovered("let a = (b + f(c\nlet d = 1")).toEqual({
      messages: ["2:1 found `let`, expected `)`"],
      kept: ["let a", "let d"],
    });
    expect(recovered("machine M {\n state A {\n when x -> B\n state B\n}\nlet c = 1").messages).toEqual([
      "4:2 found `state`, expected `}`",
    ]);
    expect(recovered("machine M {\n state A { when x -> B }\nsignal c: bool")).toEqual({
      messages: ["3:1 found `signal`, expected `}`"],
      kept: ["machine M", "signal"],
    });
    expect(recovered('test "t" {\n step { a }\nlet b = 1').kept).toEqual(["test", "let b"]);
    expect(recovered("variant v {\n set a = 1\n").messages).toEqual(["3:1 found the end of the file, expected `}`"]);
  });

  it("show where they were opened", () => {
    const { diagnostics, source } = read("let a = (b + f(c\nlet d = 1");
    expect(
      diagnostics[0]?.related.map(({ span, label }) => `${label}: ${source.slice({ ...span, end: span.end + 1 })}`),
    ).toEqual(["never closed: (c", "never closed: (b"]);
  });

  it("are told apart", () => {
    expect(recovered("let a = (b]\nlet c = 1")).toEqual({
      messages: ["1:11 found `]`, expected `)`"],
      kept: ["let a", "let c"],
    });
    expect(recovered("let a = b)\nlet c = 1")).toEqual({
      messages: ["1:10 found `)`, expected a `(` before it"],
      kept: ["let a", "let c"],
    });
    expect(recovered("let a = f(b, [c)\nlet d = 1").kept).toEqual(["let a", "let d"]);
  });

  it("may hold words that begin declarations elsewhere", () => {
    expect(
      findings(
        'let a = sum(\nterms\n)\ntest "t" {\n step { b }\n expect max(1,\n reward) == 1,\n reward == 2\n}\nterms g(\n a: enum { A }\n) {\n term t = match a {\n A -> 1, else -> 2 }\n}',
      ),
    ).toEqual([]);
    expect(
      findings(
        'variant v {\n machine M {\n start state A { when a -> A }\n final state B\n }\n test "t" { step { } }\n}',
      ),
    ).toEqual([]);
  });
});

describe("tokens", () => {
  it.each([
    ['let a = "abc\nlet b = 1', "RWD1008", '"abc'],
    ["let a = 1 /* no end\nlet b = 1", "RWD1009", "/*"],
    ["let a = 1 # note\nlet b = 1", "RWD1010", "# note"],
    ["let a = 1 😀\nlet b = 1", "RWD1010", "😀"],
    ["let a = 1e999", "RWD1033", "1e999"],
  ])("%j", (text, code, at) => {
    expect(findings(text)).toEqual([`${code}: ${at}`]);
  });

  it.each([
    ["a & b", "and"],
    ["a ∧ b", "and"],
    ["a − b", "-"],
    ["a ≤ b", "<="],
    ["a → b", "->"],
  ])("proposes what %s means", (text, meant) => {
    expect(read(`let x = ${text}`).diagnostics[0]?.fixes[0]?.edits[0]?.text).toBe(meant);
  });
});

describe("suggestions", () => {
  it.each([
    ["singal a: bool", "signal"],
    ["machin M { state A }", "machine"],
    ["machine M { stat A { } }", "state"],
    ["machine M { state A { wen a -> A } }", "when"],
    ['test "t" { exepct a == 1 }', "expect"],
  ])("%s", (text, word) => {
    expect(read(text).diagnostics[0]?.help).toBe(`did you mean \`${word}\`?`);
  });

  it("says why words with a place stand elsewhere", () => {
    const help = (text: string): string | undefined => read(text).diagnostics[0]?.help;
    expect(help("let a = 1 on rising(p)")).toContain("only in the body of a term");
    expect(help("term a = 1 weight 2")).toContain("before its `=`");
    expect(help("discount = 0.9")).toContain("without `=`");
    expect(help("let a = .5")).toContain("begins with a digit");
  });
});

it("never reports twice at one place", () => {
  const { diagnostics } = parse(
    new SourceFile("x", "reward A\nlet a = (((\nlet b = ]]\nmachine { state state }\ntest {"),
  );
  const places = diagnostics.map(({ code, primary }) => `${code} ${String(primary.span.start)}`);
  expect(new Set(places).size).toBe(places.length);
});
