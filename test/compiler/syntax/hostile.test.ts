import { describe, expect, it } from "vitest";
import { SourceFile } from "../../../src/compiler/source/source-file.js";
import { parse } from "../../../src/compiler/syntax/parse.js";
import { print } from "../../../src/compiler/syntax/print/print.js";

const header = "reward Test\n";
/** Far above what it takes, far below what an accident of complexity would take. */
const seconds = 20;

interface Outcome {
  readonly codes: readonly string[];
  readonly declarations: number;
}

/** Parses, and prints what came out: neither may throw, and there are never more than fifty findings. */
function outcome(text: string): Outcome {
  const begin = performance.now();
  const { value, diagnostics } = parse(new SourceFile("hostile.reward", text));
  print(value);
  expect((performance.now() - begin) / 1000).toBeLessThan(seconds);
  expect(diagnostics.length).toBeLessThanOrEqual(50);
  return { codes: diagnostics.map(({ code }) => code), declarations: value.declarations.length };
}

describe("nesting", () => {
  const brackets = (open: string, depth: number, close: string): string =>
    `${header}let a = ${open.repeat(depth)}1${close.repeat(depth)}\nlet b = 2`;

  it.each([
    ["parentheses", "(", ")"],
    ["lists", "[", "]"],
    ["calls", "f(", ")"],
    ["if", "if a then ", " else 2"],
    ["matches", "match a { else -> ", " }"],
  ])("allows 100 nested %s", (_, open, close) => {
    expect(outcome(brackets(open, 100, close))).toEqual({ codes: [], declarations: 2 });
  });

  it.each([
    ["parentheses", "(", ")"],
    ["lists", "[", "]"],
    ["if", "if a then ", " else 2"],
    ["mixed brackets", "[f(if a then ", " else 2)]"],
  ])("refuses deeper %s with one finding and keeps the next declaration", (_, open, close) => {
    expect(outcome(brackets(open, 101, close))).toEqual({ codes: ["RWD1007"], declarations: 2 });
  });

  it("points at the 101st bracket", () => {
    const text = brackets("(", 150, ")");
    const [finding] = parse(new SourceFile("deep.reward", text)).diagnostics;
    expect(finding?.primary.span.start).toBe(text.indexOf("(") + 100);
  });

  it.each([
    "(",
    "[",
    "{",
    "([{",
    "f(",
    "terms a {",
    "machine A { state B {",
    "match a {",
    "if a then ",
    "a[",
    "variant v {",
  ])("survives 10,000 unclosed `%s`", (open) => {
    expect(outcome(`${header}let a = ${open.repeat(10_000)}\nlet b = 1`).codes[0]).toMatch(/^RWD10/);
    expect(outcome(header + open.repeat(10_000)).codes).toContain("RWD1007");
  });

  it("survives 10,000 closing brackets", () => {
    expect(outcome(`${header}${")".repeat(10_000)}\nlet b = 1`)).toMatchObject({ declarations: 1 });
  });

  it("takes `else if` for a list, not for nesting", () => {
    expect(outcome(`${header}let a = ${"if a then 1 else ".repeat(5_000)}1`)).toEqual({ codes: [], declarations: 1 });
  });
});

describe("chains of 20,000", () => {
  it.each([
    ["sums", "let a = b", " + b"],
    ["powers", "let a = b", " ^ b"],
    ["conjunctions", "let a = b", " and b"],
    ["fields", "let a = b", ".c"],
    ["prefixes", "let a = b and ", "not "],
    ["temporal prefixes", "objective a = ", "always "],
    ["implications", "objective a = b", " implies b"],
  ])("parses %s without the call stack", (_, begin, link) => {
    const { codes, declarations } = outcome(`${header}${begin}${link.repeat(20_000)}${link.endsWith(" ") ? "c" : ""}`);
    expect(codes.filter((code) => code !== "RWD1023" && code !== "RWD1035")).toEqual([]);
    expect(declarations).toBe(1);
  });

  it("refuses a chain of comparisons once", () => {
    expect(outcome(`${header}let a = b${" < b".repeat(20_000)}`).codes).toEqual(["RWD1013"]);
  });
});

describe("size", () => {
  it.each([
    ["a line of operators", `${header}let a = b${" + b".repeat(1_300_000)}`],
    ["a string", `${header}let a = "${"x".repeat(5_000_000)}`],
    ["a comment", `${header}// ${"x".repeat(5_000_000)}`],
    ["brackets", `${header}let a = ${"(".repeat(5_000_000)}`],
    ["binary junk", "\u0000\u0001\uFFFD".repeat(1_700_000)],
  ])("refuses 5 MB of %s with one finding", (_, text) => {
    expect(outcome(text)).toEqual({ codes: ["RWD1034"], declarations: 0 });
  });

  it("refuses more tokens than a tree could hold", () => {
    expect(outcome(`${header}${"a ".repeat(300_000)}`).codes).toEqual(["RWD1034"]);
  });

  it("takes a string of a million characters", () => {
    expect(outcome(`${header}let a = "${"x".repeat(1_000_000)}"`)).toEqual({ codes: [], declarations: 1 });
  });
});

describe("junk", () => {
  it.each([
    ["nothing", ""],
    ["a header only", "reward"],
    ["bytes", Array.from({ length: 20_000 }, (_, i) => String.fromCharCode((i * 7919) % 256)).join("")],
    ["all of the basic plane", header + Array.from({ length: 65_536 }, (_, i) => String.fromCharCode(i)).join("")],
    ["lone surrogates", `${header}let \ud800 = \udc00`],
    ["keywords", `${header}${"let ".repeat(20_000)}`],
    ["states", `${header}machine M { ${"state ".repeat(20_000)}`],
    ["guards", `${header}machine M { state A { ${"when ".repeat(20_000)}} }`],
    ["operators", `${header}let a = ${"+ ".repeat(20_000)}`],
    ["commas", `${header}let a = f(${",".repeat(20_000)})`],
    ["quotes", header + '"'.repeat(20_001)],
    ["backquotes", header + "`".repeat(20_001)],
    ["comment openings", header + "/*".repeat(20_000)],
    ["names", `${header}${"a b ".repeat(20_000)}`],
    ["items of a test", `${header}test "t" { ${"step ".repeat(20_000)}}`],
    ["every word of the language, shuffled", header + shuffledWords(5_000)],
  ])("gives findings for %s", (_, text) => {
    expect(outcome(text).codes.length).toBeGreaterThan(0);
  });

  it("says how many findings are left out", () => {
    const { diagnostics } = parse(new SourceFile("many.reward", header + "let\n".repeat(55)));
    expect(diagnostics).toHaveLength(50);
    expect(diagnostics.at(-1)?.message).toBe("5 more findings in this file are left out");
  });

  it("parses text with a byte-order mark, CRLF and emoji in strings and comments", () => {
    const text = '\uFEFFreward Test\r\n// 😀\r\nlet a = 1\r\n/* ☕ */ terminate when a == 1 cause "🙂"\r\n';
    expect(outcome(text)).toEqual({ codes: [], declarations: 2 });
  });
});

/** A deterministic shuffle of words and symbols, to reach states that no one thought of. */
function shuffledWords(count: number): string {
  const words =
    "reward signal term terms machine state when -> { } ( ) [ ] = , : ; let if then else match over last past by 1 2.5 x y G U until always + - * ^ < == test step expect".split(
      " ",
    );
  let seed = 12345;
  const next = (): string => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return words[seed % words.length] ?? "";
  };
  return Array.from({ length: count }, (_, i) => next() + (i % 9 === 0 ? "\n" : " ")).join("");
}
