import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lex } from "../../grammar/lexer.js";
import { infixOperators, levels, prefixLevels } from "../../grammar/precedence.js";
import type { Parsed } from "../../grammar/parser/base.js";
import { SpecParser } from "../../grammar/parser/spec-parser.js";
import { parserTokens } from "../../grammar/tokens.js";

/** Names, tokens and places of all nodes below the root, whose own place is that of the file. */
const partsOf = ({ node }: Parsed): string =>
  JSON.stringify(node?.children, (key, value: unknown) => (key === "tokenType" ? undefined : value));

describe("the grammar", () => {
  it("has no ambiguity, left recursion or clash of names that Chevrotain finds", () => {
    expect(() => new SpecParser({ validate: true })).not.toThrow();
  });

  it("looks at most two tokens ahead", () => {
    expect(new SpecParser()).toHaveProperty("maxLookahead", 2);
  });

  it("reads texts without mistakes alike with recovery and without", () => {
    const [recovering, strict] = [new SpecParser(), new SpecParser({ recovery: false })];
    const files = readdirSync("specs", { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".reward"),
    );
    expect(files.length).toBeGreaterThan(50);
    for (const file of files) {
      const { tokens } = lex(readFileSync(join("specs", file), "utf8"));
      const read = strict.parseSpec(tokens);
      expect(read.errors, file).toEqual([]);
      expect(partsOf(recovering.parseSpec(tokens)), file).toBe(partsOf(read));
    }
  });

  it("names each token once", () => {
    const names = parserTokens.map(({ name }) => name);
    expect(names.filter((name, position) => names.indexOf(name) !== position)).toEqual([]);
  });

  it("has a token for every operator of the precedence table", () => {
    const names = new Set(parserTokens.map(({ name }) => name));
    expect([...Object.keys(infixOperators), ...Object.keys(prefixLevels)].filter((name) => !names.has(name))).toEqual(
      [],
    );
  });

  it("orders the levels as the language says, weakest first", () => {
    expect(
      Object.entries(levels)
        .sort(([, a], [, b]) => a - b)
        .map(([name]) => name),
    ).toEqual(Object.keys(levels));
  });
});
