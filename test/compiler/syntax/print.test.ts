import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SourceFile } from "../../../src/compiler/source/source-file.js";
import type { Expression } from "../../../src/compiler/syntax/ast/index.js";
import { parse, parseFormula } from "../../../src/compiler/syntax/parse.js";
import { printPlaces } from "../../../src/compiler/syntax/print/place.js";
import { print } from "../../../src/compiler/syntax/print/print.js";
import { printExpression } from "../../../src/compiler/syntax/print/print-expression.js";
import { formula, value } from "./any-expression.js";
import { anySpec } from "./any-syntax.js";
import { declarationOf, read, withoutSpans } from "./reading.js";

const kitchenSink = readFileSync("test/fixtures/kitchen-sink.reward", "utf8");

describe("the kitchen sink", () => {
  const source = new SourceFile("kitchen-sink.reward", kitchenSink);
  const { value: file, diagnostics } = parse(source);

  it("parses without a finding", () => {
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
  });

  it("uses every kind of declaration, expression, pattern and test item", () => {
    const kinds = new Set([...JSON.stringify(file).matchAll(/"kind":"([^"]+)"/g)].map(([, kind]) => kind));
    const expected = [
      ...[
        "import",
        "signal",
        "param",
        "let",
        "def",
        "axis",
        "segment",
        "term",
        "terms",
        "machine",
        "objective",
        "shape",
        "total",
        "advantage",
      ],
      ...[
        "keep",
        "mask",
        "report",
        "constraint",
        "terminate",
        "truncate",
        "discount",
        "dt",
        "nan",
        "assert",
        "variant",
        "model",
        "agents",
        "test",
      ],
      ...[
        "number",
        "boolean",
        "string",
        "name",
        "field",
        "index",
        "slice",
        "call",
        "vector",
        "unary",
        "binary",
        "in",
        "if",
        "match",
      ],
      ...[
        "value-pattern",
        "compare-pattern",
        "in-pattern",
        "else-pattern",
        "comprehension",
        "over",
        "past",
        "last",
        "named",
        "place",
        "on",
      ],
      ...[
        "satisfied",
        "violated",
        "entered",
        "rising",
        "falling",
        "terminated",
        "piecewise",
        "temporal-unary",
        "temporal-binary",
        "last-step",
      ],
      ...[
        "sequence",
        "regular-letter",
        "regular-concatenation",
        "regular-union",
        "regular-repetition",
        "pattern",
        "never",
        "always",
        "eventually",
      ],
      ...[
        "at-most",
        "precedes",
        "responds",
        "globally",
        "before",
        "after",
        "between",
        "after-until",
        "achieve",
        "ensuring",
        "task-then",
        "task-or",
      ],
      ...[
        "states",
        "instance",
        "potential",
        "value-iteration",
        "progress",
        "set",
        "given",
        "reset",
        "step",
        "end",
        "expect",
        "trace",
      ],
      ...["episode", "group", "batch", "enum", "reference"],
    ];
    expect(expected.filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it("prints back to the same tree", () => {
    const again = parse(new SourceFile("again.reward", print(file)));
    expect(again.diagnostics).toEqual([]);
    expect(withoutSpans(again.value)).toEqual(withoutSpans(file));
  });

  it("prints the same text the second time", () => {
    const once = print(file);
    expect(print(parse(new SourceFile("again.reward", once)).value)).toBe(once);
  });
});

describe("print", () => {
  const returns = (text: string): string => printExpression(declarationOf("let", `let x = ${text}`).value);

  it.each([
    ["(a + b) + c", "a + b + c"],
    ["a + (b + c)", "a + (b + c)"],
    ["(a * b) + c", "a * b + c"],
    ["(a ^ b) ^ c", "(a ^ b) ^ c"],
    ["2 ^ (-1)", "2 ^ -1"],
    ["-(a ^ 2)", "-a ^ 2"],
    ["(-a) ^ 2", "(-a) ^ 2"],
    ["(not a) and b", "not a and b"],
    ["not (a and b)", "not (a and b)"],
    ["a == (not b)", "a == (not b)"],
    ["(if a then b else c) + d", "(if a then b else c) + d"],
    ["(f(x) over turn).y", "(f(x) over turn).y"],
    ["f(x) over turn where (a and b)", "f(x) over turn where (a and b)"],
    ["!a&&b||`let`", "not a and b or `let`"],
  ])("prints %s as %s", (text, expected) => {
    expect(returns(text)).toBe(expected);
  });

  it("keeps the backquotes that a place needs, and no others", () => {
    expect(returns("`speed` + `let` + x.let")).toBe("speed + `let` + x.let");
    const formulaOf = (text: string): string =>
      printExpression(declarationOf("objective", `objective o = ${text}`).formula, printPlaces.formula);
    expect(formulaOf("always `always` and `G` and G.x and `speed`")).toBe("always `always` and `G` and G.x and speed");
  });

  it("leaves no ambiguous chain, so that printing adds no warning", () => {
    const { file } = read("objective o = (a until b) and (c -> (d -> e))");
    expect(read(print(file).replace(/^reward Test\n/, "")).diagnostics).toEqual([]);
  });

  it("reads `reward` in all that a test expects, in patterns as well", () => {
    const text =
      "expect match reward { reward -> 1, in [0, max(reward, 1)] -> 2, < if a then reward else 1 -> 3, else -> 4 } == 1";
    const { file, diagnostics } = read(`test "" {\n  ${text}\n}`);
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    expect(print(file)).toContain("in [0, max(reward, 1)] -> 2");
  });

  it("prints a chain of 20,000 operators", () => {
    const text = `a${" + a".repeat(20_000)}`;
    expect(returns(text)).toBe(text);
  });
});

describe("parse ∘ print is the identity", () => {
  const settings = { numRuns: 100 };
  const same = (
    parsed: {
      readonly value: Expression;
      readonly diagnostics: readonly { readonly severity: string; readonly message: string }[];
    },
    tree: Expression,
  ): void => {
    expect(parsed.diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([]);
    expect(withoutSpans(parsed.value)).toEqual(withoutSpans(tree));
  };

  it("on generated values", () => {
    fc.assert(
      fc.property(value, (tree) => {
        const { file, diagnostics } = read(`let x = ${printExpression(tree)}`);
        const [declaration] = file.declarations;
        same({ value: declaration?.kind === "let" ? declaration.value : tree, diagnostics }, tree);
      }),
      settings,
    );
  });

  it("on generated formulas", () => {
    fc.assert(
      fc.property(formula, (tree) => {
        same(parseFormula(new SourceFile("f", printExpression(tree, printPlaces.formula))), tree);
      }),
      settings,
    );
  });

  it("on generated specs", () => {
    fc.assert(
      fc.property(anySpec, (tree) => {
        const { value: again, diagnostics } = parse(new SourceFile("spec", print(tree)));
        expect(diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([]);
        expect(withoutSpans(again)).toEqual(withoutSpans(tree));
      }),
      { numRuns: 60 },
    );
  });
});
