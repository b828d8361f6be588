import { EOF, type IToken } from "chevrotain";

const longest = 30;

/** What a token is called in a message. */
export function describeToken(token: IToken | undefined): string {
  if (token === undefined || token.tokenType === EOF) return "the end of the file";
  if (token.tokenType.name === "String") return "a string";
  const { image } = token;
  return `\`${image.length > longest ? `${image.slice(0, longest)}…` : image.replaceAll("`", "")}\``;
}

const phrases: Readonly<Record<string, string>> = {
  Name: "a name",
  Word: "a name",
  Number: "a number",
  String: "a string in double quotes",
  Infix: "an operator",
  Prefix: "an expression",
  ParenOpen: "`(`",
  ParenClose: "`)`",
  BracketOpen: "`[`",
  BracketClose: "`]`",
  BraceOpen: "`{`",
  BraceClose: "`}`",
  Comma: "`,`",
  Colon: "`:`",
  Dot: "`.`",
  Equal: "`=`",
  Arrow: "`->`",
};

/** What a kind of token is called where it is expected; the names of words are the words. */
export function describeExpected(tokenType: string): string {
  return phrases[tokenType] ?? `\`${tokenType}\``;
}
