import type { CstNode, IToken } from "chevrotain";
import { lex } from "../../../grammar/lexer.js";
import type { Parsed } from "../../../grammar/parser/base.js";
import { SpecParser } from "../../../grammar/parser/spec-parser.js";
import { letterOperators, type LetterOperator } from "../../../grammar/words.js";
import type { Diagnostic, PhaseResult } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { SourceFile } from "../source/source-file.js";
import type { Expression, SpecFile } from "./ast/index.js";
import { balanceBrackets } from "./brackets.js";
import { places, type BuildContext } from "./build/context.js";
import { nodeOf } from "./build/cst.js";
import { expression, operandExpression } from "./build/expression.js";
import { specFile } from "./build/spec.js";
import { documentationByToken } from "./documentation.js";
import { limited } from "./limited.js";
import { correctMisspelt } from "./misspelt.js";
import { brokenAt, parserFindings } from "./parser-findings.js";
import { tokenFindings } from "./token-findings.js";

/** Longer files are refused: a tree of them would need gigabytes. Real specs have a few thousand tokens. */
export const characterLimit = 2 ** 20;
export const tokenLimit = 250_000;

let strict: SpecParser | undefined;
let recovering: SpecParser | undefined;

/**
 * The front end, from text to tree:
 *
 *     text ── lex, correctMisspelt ──▶ tokens ── balanceBrackets ──▶ closed brackets ── parsed ──▶ concrete tree ── build ──▶ SpecFile
 *
 * Never throws. What is broken is reported and left out or an error expression; the rest of the file is all there.
 */
export function parse(source: SourceFile): PhaseResult<SpecFile> {
  const empty = (): SpecFile => ({
    kind: "spec",
    declarations: [],
    span: { file: source.path, start: 0, end: source.text.length },
  });
  return parseWith(
    source,
    (grammar, tokens) => grammar.parseSpec(tokens),
    (context, node) => specFile(context, node),
    empty,
  );
}

/** A formula by itself, as on the command line. */
export function parseFormula(source: SourceFile): PhaseResult<Expression> {
  const span = { file: source.path, start: 0, end: source.text.length };
  return parseWith(
    source,
    (grammar, tokens) => grammar.parseFormula(tokens),
    (context, node) => context.expression(context, nodeOf(node, "expression"), places.formula, span),
    () => ({ kind: "error", span }),
  );
}

type Rule = (grammar: SpecParser, tokens: IToken[]) => Parsed;

function parseWith<T>(
  source: SourceFile,
  rule: Rule,
  build: (context: BuildContext, node: CstNode | undefined) => T,
  empty: () => T,
): PhaseResult<T> {
  if (source.text.length > characterLimit)
    return { value: empty(), diagnostics: [tooLarge(source, source.text.length, characterLimit, "characters")] };
  const lexed = lex(source.text);
  const findings = tokenFindings(lexed, source.path);
  if (lexed.tokens.length > tokenLimit) {
    return {
      value: empty(),
      diagnostics: limited(source, [tooLarge(source, lexed.tokens.length, tokenLimit, "tokens"), ...findings]),
    };
  }
  const spelt = correctMisspelt(source, lexed.tokens);
  findings.push(...spelt.diagnostics);
  const balanced = balanceBrackets(source, spelt.tokens);
  const { node, errors } = parsed(rule, balanced.tokens);
  const text = { source, tokens: lexed.tokens, invalid: lexed.invalid, virtual: balanced.virtual };
  const refused = parserFindings(text, errors);
  findings.push(...refused);
  const context: BuildContext = {
    source,
    documentation: documentationByToken(lexed.comments, lexed.tokens),
    isBroken: brokenAt(text, errors),
    report: (diagnostic) => {
      if (!followsFrom(source, refused, diagnostic)) findings.push(diagnostic);
    },
    expression,
    operand: operandExpression,
    temporal: new WeakSet(),
    closedFormulas: new WeakSet(),
    letterUses: [],
    declaredLetters: new Map(),
  };
  const value = build(context, node);
  findings.push(...letterFindings(context));
  // What follows from a bracket that was cut away is no finding of its own.
  const shown = findings.filter(
    ({ primary }) => !balanced.cut.some(({ start, end }) => primary.span.start >= start && primary.span.start < end),
  );
  return { value, diagnostics: limited(source, [...balanced.diagnostics, ...shown]) };
}

/** Most texts have no mistakes, and recovery from them costs time before there is one: tables of where to go on, and a look at them behind every part that repeats. */
function parsed(rule: Rule, tokens: IToken[]): Parsed {
  strict ??= new SpecParser({ recovery: false });
  const whole = rule(strict, tokens);
  if (whole.errors.length === 0) return whole;
  recovering ??= new SpecParser();
  return rule(recovering, tokens);
}

/** Whether a finding stands on the line of a parser's error, behind it: recovery has made of that line what it could. */
function followsFrom(source: SourceFile, errors: readonly Diagnostic[], { primary }: Diagnostic): boolean {
  const { line } = source.position(primary.span.start);
  return errors.some(
    ({ primary: { span } }) => span.start <= primary.span.start && source.position(span.start).line === line,
  );
}

function tooLarge(source: SourceFile, size: number, limit: number, unit: string): Diagnostic {
  return report("file-too-large", { file: source.path, start: 0, end: 0 }, { size, limit, unit });
}

/** `G(x)` is always, even where a signal is called `G`. */
function letterFindings(context: BuildContext): Diagnostic[] {
  return context.letterUses.flatMap(({ letter, span }) => {
    const declared = context.declaredLetters.get(letter);
    if (declared === undefined) return [];
    return [
      report(
        "letter-is-operator",
        span,
        { letter, operator: letterOperators[letter as LetterOperator] },
        {
          related: [{ span: declared, label: "declared here" }],
          help: `write \`${letterOperators[letter as LetterOperator]}\`, or the name between backquotes`,
        },
      ),
    ];
  });
}
