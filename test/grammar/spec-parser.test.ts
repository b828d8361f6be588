import { describe, expect, it } from "vitest";
import { infixOperators, levels, prefixLevels } from "../../grammar/precedence.js";
import { SpecParser } from "../../grammar/parser/spec-parser.js";
import { parserTokens } from "../../grammar/tokens.js";

describe("the grammar", () => {
  it("has no ambiguity, left recursion or clash of names that Chevrotain finds", () => {
    expect(() => new SpecParser({ validate: true })).not.toThrow();
  });

  it("looks at most two tokens ahead", () => {
    expect(new SpecParser()).toHaveProperty("maxLookahead", 2);
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
