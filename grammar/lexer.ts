import { Lexer, type IToken } from "chevrotain";
import {
  Comment,
  DocComment,
  Invalid,
  NumberToken,
  PlainName,
  QuotedName,
  StringToken,
  symbols,
  WhiteSpace,
  wordTokens,
} from "./tokens.js";

/** The tokens of a text, in order; comments and runs of invalid characters lie beside them, not among them. */
export interface Lexed {
  readonly tokens: IToken[];
  readonly comments: readonly IToken[];
  readonly invalid: readonly IToken[];
}

let lexer: Lexer | undefined;

/** Built on first use: its self-check would otherwise be paid by every start of the command line. */
function build(): Lexer {
  return new Lexer(
    [WhiteSpace, PlainName, NumberToken, DocComment, Comment, ...symbols, StringToken, QuotedName, Invalid],
    { positionTracking: "onlyOffset", ensureOptimizations: true },
  );
}

/** Cuts a text into tokens. Never fails: what is no token is in `invalid`. */
export function lex(text: string): Lexed {
  lexer ??= build();
  const { tokens, groups } = lexer.tokenize(text);
  const comments = groups["comments"] ?? [];
  const invalid = groups["invalid"] ?? [];
  for (const list of [tokens, comments, invalid]) for (const token of list) finish(token);
  return { tokens, comments, invalid: merged(invalid) };
}

/** Adds the token's end. One kind of token is lexed for all words: a map says which of them mean something. */
function finish(token: IToken): void {
  token.endOffset = token.startOffset + token.image.length - 1;
  const type = token.tokenType === PlainName ? wordTokens.get(token.image) : undefined;
  if (type === undefined) return;
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx ?? 0;
}

/** Neighbouring invalid characters as one token. */
function merged(tokens: readonly IToken[]): IToken[] {
  const runs: IToken[] = [];
  for (const token of tokens) {
    const last = runs.at(-1);
    if (last !== undefined && (last.endOffset ?? 0) + 1 === token.startOffset && !token.image.startsWith("#")) {
      last.image += token.image;
      last.endOffset = token.endOffset ?? token.startOffset;
    } else runs.push(token);
  }
  return runs;
}
