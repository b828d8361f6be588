import { EOF, type IRecognitionException, type IToken } from "chevrotain";
import { distance } from "fastest-levenshtein";
import { clause, NumberToken, PlainName } from "../../../grammar/tokens.js";
import { physicalUnits, readableWords, reservedWords } from "../../../grammar/words.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report, type ReportOptions } from "../diagnostics/report.js";
import type { SourceFile } from "../source/source-file.js";
import type { Span } from "../source/span.js";
import { spanOf } from "./build/cst.js";
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

/** What the parser could not accept, in words. What stands at a token that was put in has been reported before. */
export function parserFindings(
  source: SourceFile,
  errors: readonly IRecognitionException[],
  virtual: ReadonlySet<IToken>,
): Diagnostic[] {
  const seen = new Set<number>();
  return errors.flatMap((error) => {
    const token = error.token;
    const previous = previousToken(error);
    if (virtual.has(token) || (previous !== undefined && virtual.has(previous))) return [];
    const span = place(source, token, previous);
    if (seen.has(span.start)) return [];
    seen.add(span.start);
    return [finding(source, error, token, previous, span)];
  });
}

/** Where the parser's errors lie: a part that touches one of them is not complained about again. */
export function brokenAt(source: SourceFile, errors: readonly IRecognitionException[]): (span: Span) => boolean {
  const points = errors.flatMap((error) => {
    const before = previousToken(error);
    return [
      place(source, error.token, before).start,
      ...(before?.endOffset === undefined ? [] : [before.endOffset + 1]),
    ];
  });
  return (span) => points.some((point) => point >= span.start && point <= span.end);
}

function previousToken(error: IRecognitionException): IToken | undefined {
  const previous = (error as { readonly previousToken?: IToken }).previousToken;
  return previous === undefined || Number.isNaN(previous.startOffset) ? undefined : previous;
}

function place(source: SourceFile, token: IToken, previous: IToken | undefined): Span {
  if (token.tokenType !== EOF && !Number.isNaN(token.startOffset)) return spanOf(token, source.path);
  const end = previous === undefined ? source.text.length : (previous.endOffset ?? 0) + 1;
  return { file: source.path, start: end, end };
}

function finding(
  source: SourceFile,
  error: IRecognitionException,
  token: IToken,
  previous: IToken | undefined,
  span: Span,
): Diagnostic {
  const sameLine =
    previous !== undefined && !/[\r\n]/.test(source.text.slice((previous.endOffset ?? 0) + 1, span.start));
  if (
    sameLine &&
    previous.tokenType === NumberToken &&
    token.tokenType === PlainName &&
    /^[\d.eE+-]+$/.test(previous.image)
  ) {
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
    helpFor(token, span, error, sameLine),
  );
}

function expectation(error: IRecognitionException, sameLine: boolean): string {
  if (error.name !== "MismatchedTokenException") return error.message === "EOF" ? atTop(sameLine) : error.message;
  if (error.message === "EOF") return atTop(sameLine);
  const rule = error.context.ruleStack.at(-1) ?? "";
  const closes = error.message.endsWith("Close");
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

function helpFor(token: IToken, span: Span, error: IRecognitionException, sameLine: boolean): ReportOptions {
  if (token.tokenType === clause.on)
    return { help: "`on` stands only in the body of a term, at its end or between parentheses" };
  const wantsDeclaration =
    error.message === "EOF" || error.message === "a declaration" || error.message === "BraceClose";
  if (!wantsDeclaration || token.tokenType !== PlainName || sameLine) return {};
  const [best] = starters
    .map((word) => ({ word, edits: distance(word, token.image) }))
    .sort((a, b) => a.edits - b.edits);
  if (best === undefined || best.edits > Math.max(1, Math.floor(token.image.length / 3))) return {};
  return {
    help: `did you mean \`${best.word}\`?`,
    fixes: [{ title: `write \`${best.word}\``, edits: [{ span, text: best.word }], applicability: "maybe" }],
  };
}
