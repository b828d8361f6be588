import { tokenMatcher, type IToken, type TokenType } from "chevrotain";
import {
  BraceClose,
  BraceOpen,
  BracketClose,
  Colon,
  Comma,
  Equal,
  letters,
  Name,
  NumberToken,
  ParenClose,
  ParenOpen,
  PlainName,
  QuotedName,
  reserved,
  StringToken,
  wordTokens,
} from "../../../grammar/tokens.js";
import { expressionWords, readableWords, reservedWords } from "../../../grammar/words.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { suggest } from "../diagnostics/suggest.js";
import type { SourceFile } from "../source/source-file.js";
import { endOf, spanOf } from "./build/cst.js";
import { didYouMean } from "./did-you-mean.js";

const blockItems = ["given", "reset", "step", "end", "episode", "group", "batch"];
const keywords = [
  ...reservedWords.filter((word) => !expressionWords.includes(word)),
  ...readableWords,
  ...blockItems,
  "expect",
  "trace",
  "counter",
  "set",
];
/** What may stand before the first word of a declaration, a state, an edge or an item of a test. */
const ends: readonly TokenType[] = [
  BraceOpen,
  BraceClose,
  BracketClose,
  ParenClose,
  NumberToken,
  StringToken,
  Name,
  reserved.true,
  reserved.false,
];
const letterTokens = Object.values(letters);
/** What shows that a single letter is a name that is being declared, not an operator. */
const afterDeclared: readonly (TokenType | undefined)[] = [BraceOpen, Colon, Comma, Equal, ParenOpen];

/**
 * Reads a misspelt keyword as the one that is meant: a name at the beginning of a line or block, with another name, a string or a brace
 * behind it, which no expression allows, and close to a keyword. It is reported; everything behind it is parsed as usual.
 */
export function correctMisspelt(
  source: SourceFile,
  tokens: readonly IToken[],
): { readonly tokens: IToken[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const corrected = tokens.map((token, at) => {
    if (token.tokenType !== PlainName || !standsApart(source, tokens, at)) return token;
    const words = tokens[at + 1]?.tokenType === BraceOpen ? blockItems : keywords;
    const type = wordTokens.get(suggest(token.image, words) ?? "");
    if (type === undefined) return token;
    const span = spanOf(token, source.path);
    diagnostics.push(
      report(
        "unexpected-token",
        span,
        { found: `\`${token.image}\``, expected: "a keyword" },
        didYouMean(token.image, words, span),
      ),
    );
    return { ...token, tokenType: type, tokenTypeIdx: type.tokenTypeIdx ?? 0 };
  });
  return { tokens: corrected, diagnostics };
}

/** Whether the name at `at` can be no part of an expression and begins something. */
function standsApart(source: SourceFile, tokens: readonly IToken[], at: number): boolean {
  const [previous, token, next, second] = [tokens[at - 1], tokens[at], tokens[at + 1], tokens[at + 2]];
  if (token === undefined || next === undefined) return false;
  if (previous !== undefined) {
    const begins = previous.tokenType === BraceOpen || previous.tokenType === BraceClose;
    const lineBreak = /[\r\n]/.test(source.text.slice(endOf(previous), token.startOffset));
    if (!(begins || lineBreak) || !ends.some((type) => tokenMatcher(previous, type))) return false;
  }
  if (/[\r\n]/.test(source.text.slice(endOf(token), next.startOffset))) return false;
  if (letterTokens.some((type) => type === next.tokenType)) return afterDeclared.includes(second?.tokenType);
  return [PlainName, QuotedName, StringToken, BraceOpen, reserved.not].some((type) => next.tokenType === type);
}
