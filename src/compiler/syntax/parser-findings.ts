import { EOF, type IRecognitionException, type IToken, type TokenType } from "chevrotain";
import { clause, Comma, Dot, Equal, NumberToken, PlainName, readable, reserved } from "../../../grammar/tokens.js";
import { physicalUnits, readableWords, reservedWords } from "../../../grammar/words.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report, type ReportOptions } from "../diagnostics/report.js";
import type { SourceFile } from "../source/source-file.js";
import type { Span } from "../source/span.js";
import { endOf, spanOf } from "./build/cst.js";
import { didYouMean } from "./did-you-mean.js";
import { describeExpected, describeToken } from "./describe-token.js";

/** Rules whose parts are separated by commas: where their bracket does not close, a comma may be what is missing. */
const lists: ReadonlySet<string> = new Set([
  "argumentList",
  "vector",
  "index",
  "members",
  "parameters",
  "matchExpression",
  "piecewise_map",
  "startDistribution",
  "testValues",
  "machineLabels",
  "importDeclaration",
  "defDeclaration",
  "testIndex",
  "typeExpression",
]);
const starters = [...reservedWords.slice(0, reservedWords.indexOf("if")), ...readableWords];

/** The text as the parser saw it. */
export interface ParsedText {
  readonly source: SourceFile;
  readonly tokens: readonly IToken[];
  /** Runs of characters that are no token: what follows from one of them is not reported again. */
  readonly invalid: readonly IToken[];
  /** Tokens that were put in; what stands at one of them has been reported before. */
  readonly virtual: ReadonlySet<IToken>;
}

/** What the parser could not accept, in words: the first thing on each line, since the rest mostly follows from it. */
export function parserFindings(text: ParsedText, errors: readonly IRecognitionException[]): Diagnostic[] {
  const seen = new Set<number>();
  return errors.flatMap((error) => {
    const { token } = error;
    const recorded = recordedPrevious(error);
    if (text.virtual.has(token) || (recorded !== undefined && text.virtual.has(recorded))) return [];
    const previous = previousToken(text.tokens, token);
    const span = place(text.source, token, previous);
    const from = previous === undefined ? 0 : endOf(previous);
    const { line } = text.source.position(span.start);
    const known =
      seen.has(line) || text.invalid.some(({ startOffset }) => startOffset >= from && startOffset < span.end);
    seen.add(line);
    return known ? [] : [finding(text, error, previous, span)];
  });
}

/** Where the parser's errors lie: a part that touches one of them is not complained about again. */
export function brokenAt(text: ParsedText, errors: readonly IRecognitionException[]): (span: Span) => boolean {
  const points = errors.flatMap(({ token }) => {
    const previous = previousToken(text.tokens, token);
    return [place(text.source, token, previous).start, ...(previous === undefined ? [] : [endOf(previous)])];
  });
  return (span) => points.some((point) => point >= span.start && point <= span.end);
}

function recordedPrevious(error: IRecognitionException): IToken | undefined {
  return (error as { readonly previousToken?: IToken }).previousToken;
}

/** The token before `token`; what the error itself records is wrong where recovery has skipped tokens. */
function previousToken(tokens: readonly IToken[], token: IToken): IToken | undefined {
  if (token.tokenType === EOF || Number.isNaN(token.startOffset)) return tokens.at(-1);
  let low = 0;
  for (let high = tokens.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.startOffset ?? 0) < token.startOffset) low = middle + 1;
    else high = middle;
  }
  return tokens[low - 1];
}

function place(source: SourceFile, token: IToken, previous: IToken | undefined): Span {
  if (token.tokenType !== EOF && !Number.isNaN(token.startOffset)) return spanOf(token, source.path);
  const end = previous === undefined ? source.text.length : endOf(previous);
  return { file: source.path, start: end, end };
}

/** A number without a unit. */
function isBare(number: IToken): boolean {
  return number.tokenType === NumberToken && /^[\d.eE+-]+$/.test(number.image);
}

/** Whether a name is followed by what makes it the begin of another part: a case, a named value, a call. */
function beginsPart(text: ParsedText, name: IToken): boolean {
  const rest = text.source.text.slice(endOf(name), endOf(name) + 20).trimStart();
  return /^(->|[=:(])/.test(rest);
}

function finding(text: ParsedText, error: IRecognitionException, previous: IToken | undefined, span: Span): Diagnostic {
  const { token } = error;
  const { source } = text;
  const sameLine = previous !== undefined && !/[\r\n]/.test(source.text.slice(endOf(previous), span.start));
  if (sameLine && isBare(previous) && token.tokenType === PlainName && !beginsPart(text, token)) {
    return report(
      "unknown-unit",
      span,
      { unit: token.image },
      {
        help: `units are \`${physicalUnits.join("`, `")}\`, their products and powers, and \`steps\`, \`updates\`, \`episodes\``,
      },
    );
  }
  const expected = expectation(error, sameLine);
  return report(
    "unexpected-token",
    span,
    { found: describeToken(token), expected },
    helpFor(error, previous, span, sameLine),
  );
}

function expectation(error: IRecognitionException, sameLine: boolean): string {
  if (error.name !== "MismatchedTokenException") return error.message === "EOF" ? atTop(sameLine) : error.message;
  if (error.message === "EOF") return atTop(sameLine);
  const rule = error.context.ruleStack.at(-1) ?? "";
  const closes = error.message.endsWith("Close");
  if (closes && error.token.tokenType === Comma) return `another item or ${describeExpected(error.message)}`;
  return `${closes && lists.has(rule) ? "`,` or " : ""}${closes ? (blocks[rule] ?? "") : ""}${describeExpected(error.message)}`;
}

/** What else may stand before the closing bracket of a block. */
const blocks: Readonly<Record<string, string>> = {
  machineBody: "a state or ",
  stateBody: "an edge or ",
  testBody: "a test item or ",
  termsDeclaration: "a term or ",
  variantDeclaration: "`set`, a declaration or ",
};

function atTop(sameLine: boolean): string {
  return sameLine ? "an operator or a declaration" : "a declaration";
}

const withoutEqual: readonly (TokenType | undefined)[] = [readable.discount, readable.dt, readable.agents];

function helpFor(
  error: IRecognitionException,
  previous: IToken | undefined,
  span: Span,
  sameLine: boolean,
): ReportOptions {
  const { token } = error;
  if (token.tokenType === clause.on)
    return { help: "`on` stands only in the body of a term, at its end or between parentheses" };
  if (token.tokenType === Equal && withoutEqual.includes(previous?.tokenType)) {
    return {
      help: "its value follows without `=`",
      fixes: [{ title: "remove `=`", edits: [{ span, text: "" }], applicability: "safe" }],
    };
  }
  if (token.tokenType === Dot && error.message === "an expression")
    return { help: "a number begins with a digit, as in `0.5`" };
  if ((token.tokenType === clause.weight || token.tokenType === reserved.when) && error.message === "EOF") {
    return { help: "the clauses of a term stand before its `=`" };
  }
  const wantsDeclaration =
    error.message === "EOF" || error.message === "a declaration" || error.message === "BraceClose";
  if (!wantsDeclaration || token.tokenType !== PlainName || sameLine) return {};
  return didYouMean(token.image, starters, span);
}
