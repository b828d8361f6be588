import { describe, expect, it } from "vitest";
import { lex } from "../../grammar/lexer.js";
import {
  countingUnits,
  physicalUnits,
  clauseWords,
  formulaWords,
  letterOperators,
  readableWords,
  reservedWords,
} from "../../grammar/words.js";

const kinds = (text: string): string[] => lex(text).tokens.map(({ tokenType, image }) => `${tokenType.name} ${image}`);

describe("the lexer", () => {
  it("lexes one kind of name and retags the words that mean something", () => {
    expect(kinds("speed term G always over")).toEqual([
      "PlainName speed",
      "term term",
      "G G",
      "always always",
      "over over",
    ]);
  });

  it("leaves names alone that only begin like a word", () => {
    expect(kinds("terminal interm Ga _in")).toEqual([
      "PlainName terminal",
      "PlainName interm",
      "PlainName Ga",
      "PlainName _in",
    ]);
  });

  it("never retags a backquoted word", () => {
    expect(kinds("`term` `G`")).toEqual(["QuotedName `term`", "QuotedName `G`"]);
  });

  it("takes letters and digits of all scripts in names", () => {
    expect(kinds("größe 速度_2 état ñ1")).toEqual([
      "PlainName größe",
      "PlainName 速度_2",
      "PlainName état",
      "PlainName ñ1",
    ]);
  });

  it.each([
    ["0.1 m/s^2", ["Number 0.1 m/s^2"]],
    ["2 s", ["Number 2 s"]],
    ["30deg", ["Number 30deg"]],
    ["1e6 steps", ["Number 1e6 steps"]],
    ["1 N*m", ["Number 1 N*m"]],
    ["3 kg^-1", ["Number 3 kg^-1"]],
    ["0.5 kg * m", ["Number 0.5 kg", "Star *", "PlainName m"]],
    ["2 s ^ 2", ["Number 2 s", "Caret ^", "Number 2"]],
    ["2 m/n", ["Number 2 m", "Slash /", "PlainName n"]],
    ["2 metres", ["Number 2", "PlainName metres"]],
    ["2 step", ["Number 2", "step step"]],
    ["2\ns", ["Number 2", "PlainName s"]],
    ["1.5e-3", ["Number 1.5e-3"]],
    ["1.x", ["Number 1", "Dot .", "PlainName x"]],
  ])("reads the unit of %s only on the number's line, without blanks inside", (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  it("has no unit that is called like a word of the grammar, beside the newton", () => {
    const words = new Set<string>([
      ...reservedWords,
      ...readableWords,
      ...clauseWords,
      ...formulaWords,
      ...Object.keys(letterOperators),
    ]);
    expect([...physicalUnits, ...countingUnits].filter((unit) => words.has(unit))).toEqual(["N"]);
  });

  it("keeps comments beside the tokens", () => {
    const { tokens, comments } = lex("a // one\n/// two\n/* three\n/* no nesting */ b //// four");
    expect(tokens.map(({ image }) => image)).toEqual(["a", "b"]);
    expect(comments.map(({ tokenType, image }) => `${tokenType.name} ${image}`)).toEqual([
      "Comment // one",
      "DocComment /// two",
      "Comment /* three\n/* no nesting */",
      "Comment //// four",
    ]);
  });

  it("prefers the longer symbol", () => {
    expect(kinds("a<->b -> <= += -= +/- ± == != ! && ||").map((kind) => kind.split(" ")[0])).toEqual([
      ...[
        "PlainName",
        "DoubleArrow",
        "PlainName",
        "Arrow",
        "LessEqual",
        "PlusEqual",
        "MinusEqual",
        "PlusMinusAscii",
        "PlusMinus",
      ],
      ...["EqualEqual", "BangEqual", "Bang", "AmpersandAmpersand", "BarBar"],
    ]);
  });

  it("ends a string at its quote or at the end of the line", () => {
    expect(kinds(String.raw`"a \" b" c`)).toEqual([String.raw`String "a \" b"`, "PlainName c"]);
    expect(kinds('"abc\nx')).toEqual(['String "abc', "PlainName x"]);
    expect(kinds('"abc\\\nx')).toEqual(['String "abc\\', "PlainName x"]);
  });

  it("gathers what is no token in runs", () => {
    const { tokens, invalid } = lex("a 😀😀 b & c\u0000\u0001 # all of this\nd");
    expect(tokens.map(({ image }) => image)).toEqual(["a", "b", "c", "d"]);
    expect(invalid.map(({ image }) => image)).toEqual(["😀😀", "&", "\u0000\u0001", "# all of this"]);
  });

  it("counts offsets in UTF-16 units, ends inclusive", () => {
    const { tokens } = lex('"😀" speed');
    expect(tokens.map(({ startOffset, endOffset }) => [startOffset, endOffset])).toEqual([
      [0, 3],
      [5, 9],
    ]);
  });

  it("skips a byte-order mark and every kind of line break", () => {
    expect(kinds("\uFEFFa\r\nb\rc\n")).toEqual(["PlainName a", "PlainName b", "PlainName c"]);
  });
});
