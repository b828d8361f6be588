import { createTokenInstance, tokenMatcher, type IToken, type TokenType } from "chevrotain";
import {
  BraceClose,
  BraceOpen,
  BracketClose,
  BracketOpen,
  clause,
  Colon,
  Comma,
  Dot,
  Equal,
  Infix,
  Minus,
  Misplaced,
  Name,
  NumberToken,
  ParenClose,
  ParenOpen,
  Placeholder,
  readable,
  reserved,
  Semicolon,
} from "../../../grammar/tokens.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { SourceFile } from "../source/source-file.js";
import type { Span } from "../source/span.js";
import { describeToken } from "./describe-token.js";
import { spanOf } from "./build/cst.js";

/** How deep brackets, nested `if` and groups of terms may nest: the parser recurses on nothing else. */
export const nestingLimit = 100;

export interface Balanced {
  readonly tokens: IToken[];
  readonly diagnostics: readonly Diagnostic[];
  /** Tokens that were put in or stand for others; what the parser says at one of them has been said already. */
  readonly virtual: ReadonlySet<IToken>;
  /** Declarations of which something was cut away because it nested too deep. */
  readonly cut: readonly Span[];
}

interface Frame {
  readonly open: IToken;
  readonly close: TokenType;
  /** The declaration whose block it is, if any. */
  readonly block: TokenType | undefined;
  /** Words that may begin a line inside; of any other one the bracket is taken for unclosed. */
  readonly allowed: "all" | readonly TokenType[];
  ifs: number;
}

const closers = new Map<TokenType, TokenType>([
  [ParenOpen, ParenClose],
  [BracketOpen, BracketClose],
  [BraceOpen, BraceClose],
]);
const openers = new Map<TokenType, TokenType>([...closers].map(([open, close]) => [close, open]));
const nothing: readonly TokenType[] = [];
/** Braces of expressions and types: they are no block of the declaration around them. */
const inlineBraces: readonly (TokenType | undefined)[] = [
  clause.enum,
  clause.piecewise,
  clause.sequence,
  clause.exactly,
  reserved.start,
];
/** Words that begin a line inside a block without owning the next brace. */
const blockless = [
  reserved.reward,
  reserved.when,
  reserved.final,
  reserved.start,
  reserved.otherwise,
  reserved.primary,
  reserved.extends,
  clause.done,
];
/** Words that begin a part of a block, never a declaration. */
const innerWords = [
  reserved.state,
  reserved.final,
  reserved.start,
  reserved.when,
  reserved.otherwise,
  reserved.extends,
  clause.done,
];
/** What follows a reserved word that is read as a name. */
const operated = [Infix, Dot, Colon, Comma, ParenClose, BracketClose];
const inState = [reserved.when, reserved.otherwise, reserved.reward];
const allowedIn = new Map<TokenType, "all" | readonly TokenType[]>([
  [reserved.variant, "all"],
  [reserved.machine, [...inState, reserved.state, reserved.final, reserved.start, clause.done]],
  [reserved.state, inState],
  [reserved.test, [reserved.reward]],
  [reserved.terms, [reserved.term, reserved.terms, reserved.let, reserved.primary, reserved.when]],
]);

/**
 * Balances brackets before parsing, so that the parser meets only closed ones, never nested deeper than the limit. A bracket that is
 * still open where a line begins with a word that it cannot hold is closed there; so one forgotten bracket costs one declaration.
 */
export function balanceBrackets(source: SourceFile, tokens: readonly IToken[]): Balanced {
  return new Balancer(source, tokens).run();
}

class Balancer {
  readonly #out: IToken[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  readonly #virtual = new Set<IToken>();
  readonly #frames: Frame[] = [];
  #ifsOutside = 0;
  #ifsTotal = 0;
  /** Set at the first bracket that is too deep: what is unclosed there has been reported with it. */
  #tooDeep = false;
  readonly #cut: Span[] = [];
  /** Where the outermost declaration here begins. */
  #declaration = 0;
  /** The last word that began a declaration or state: the next brace is its block. */
  #keyword: TokenType | undefined;
  #keywordDepth = 0;
  /** How deep each `match` stands that waits for its brace. */
  readonly #matches: number[] = [];

  constructor(
    private readonly source: SourceFile,
    private readonly tokens: readonly IToken[],
  ) {}

  run(): Balanced {
    for (let at = 0; at < this.tokens.length; at++) {
      const token = this.tokens[at];
      if (token === undefined) break;
      at = this.#token(token, at);
    }
    this.#unclosed(this.#frames.length, undefined);
    this.#endDeclaration(this.source.text.length + 1);
    return { tokens: this.#out, diagnostics: this.#diagnostics, virtual: this.#virtual, cut: this.#cut };
  }

  /** Handles the token at `at` and returns the index of the last one that is dealt with. */
  #token(token: IToken, at: number): number {
    const type = token.tokenType;
    if (this.#beginsClause(token, at)) this.#closeFor(token);
    if (closers.has(type)) return this.#open(token, at);
    if (openers.has(type)) this.#close(token);
    else if (type === reserved.if && this.tokens[at - 1]?.tokenType !== reserved.else && !this.#isPlainName(at))
      return this.#if(token, at);
    else {
      if (type === reserved.match && !this.#isPlainName(at)) this.#matches.push(this.#frames.length);
      if (type === Comma || type === Equal || type === Semicolon) this.#resetIfs();
      this.#out.push(token);
    }
    return at;
  }

  #endDeclaration(end: number): void {
    if (this.#tooDeep) this.#cut.push({ file: this.source.path, start: this.#declaration, end });
    this.#tooDeep = false;
    this.#declaration = end;
  }

  #depth(): number {
    return this.#frames.length + this.#ifsTotal;
  }

  #open(token: IToken, at: number): number {
    if (this.#depth() >= nestingLimit) return this.#skip(token, at);
    const close = closers.get(token.tokenType) ?? ParenClose;
    const block = token.tokenType === BraceOpen ? this.#block(at) : undefined;
    this.#frames.push({ open: token, close, block, allowed: (block && allowedIn.get(block)) ?? nothing, ifs: 0 });
    this.#out.push(token);
    return at;
  }

  /** The declaration whose block the brace at `at` opens; braces of expressions and types have none. */
  #block(at: number): TokenType | undefined {
    const depth = this.#frames.length;
    if (this.#matches.at(-1) === depth) {
      this.#matches.pop();
      return undefined;
    }
    const keyword = this.#keywordDepth === depth ? this.#keyword : undefined;
    const owned = keyword !== undefined && allowedIn.has(keyword);
    if (!owned && inlineBraces.includes(this.tokens[at - 1]?.tokenType)) return undefined;
    if (keyword !== undefined) this.#keyword = undefined;
    const parent = this.#frames.at(-1)?.block;
    return keyword ?? (parent === reserved.test ? parent : undefined);
  }

  #if(token: IToken, at: number): number {
    if (this.#depth() >= nestingLimit) return this.#skip(token, at);
    const frame = this.#frames.at(-1);
    if (frame === undefined) this.#ifsOutside++;
    else frame.ifs++;
    this.#ifsTotal++;
    this.#out.push(token);
    return at;
  }

  #resetIfs(): void {
    const frame = this.#frames.at(-1);
    this.#ifsTotal -= frame === undefined ? this.#ifsOutside : frame.ifs;
    if (frame === undefined) this.#ifsOutside = 0;
    else frame.ifs = 0;
  }

  /** Replaces what is nested too deep, up to where it ends, by one placeholder. */
  #skip(token: IToken, at: number): number {
    if (!this.#tooDeep) {
      this.#diagnostics.push(
        report(
          "nesting-too-deep",
          this.#span(token),
          { level: nestingLimit + 1, limit: nestingLimit },
          {
            label: "one level too many",
            help: "give the inner part a name with `let`",
          },
        ),
      );
    }
    this.#tooDeep = true;
    let open = 0;
    let end = at;
    for (; end < this.tokens.length; end++) {
      const next = this.tokens[end];
      if (next === undefined) break;
      if (end > at && token.tokenType !== BraceOpen && this.#beginsClause(next, end)) break;
      if (closers.has(next.tokenType)) open++;
      else if (openers.has(next.tokenType)) {
        if (open === 0) break;
        open--;
        if (open === 0 && token.tokenType !== reserved.if) {
          end++;
          break;
        }
      } else if (open === 0 && end > at && (next.tokenType === Comma || next.tokenType === Semicolon)) break;
    }
    this.#insert(Placeholder, token.startOffset);
    return end - 1;
  }

  #close(token: IToken): void {
    const open = openers.get(token.tokenType);
    const depth = this.#frames.findLastIndex((frame) => frame.close === token.tokenType);
    const top = this.#frames.at(-1);
    if (depth >= 0) {
      this.#unclosed(this.#frames.length - 1 - depth, token);
      this.#pop();
      this.#out.push(token);
    } else if (top !== undefined) {
      this.#reportWrong(token, top);
      this.#pop();
      this.#insert(top.close, token.startOffset);
    } else {
      this.#diagnostics.push(
        report(
          "unmatched-bracket",
          this.#span(token),
          { found: token.image, expected: `a \`${open?.LABEL ?? ""}\` before it` },
          { label: "opened nowhere" },
        ),
      );
    }
  }

  #reportWrong(token: IToken, frame: Frame): void {
    const expected = frame.close.LABEL ?? "";
    this.#diagnostics.push(
      report(
        "unmatched-bracket",
        this.#span(token),
        { found: token.image, expected: `\`${expected}\`` },
        {
          related: [{ span: this.#span(frame.open), label: "opened here" }],
          fixes: [
            {
              title: `write \`${expected}\``,
              edits: [{ span: this.#span(token), text: expected }],
              applicability: "maybe",
            },
          ],
        },
      ),
    );
  }

  #pop(): void {
    this.#resetIfs();
    this.#frames.pop();
    while ((this.#matches.at(-1) ?? 0) > this.#frames.length) this.#matches.pop();
  }

  /** Closes brackets that cannot hold `token`, the first word of a line. */
  #closeFor(token: IToken): void {
    this.#resetIfs();
    const holder = this.#frames.findLastIndex(({ allowed }) => allowed === "all" || allowed.includes(token.tokenType));
    // A word that only a block can hold closes nothing where no block around can: it is misplaced itself.
    const count = holder < 0 && innerWords.includes(token.tokenType) ? 0 : this.#frames.length - 1 - holder;
    this.#unclosed(count, token);
    if (this.#frames.length === 0) this.#endDeclaration(token.startOffset);
    const setting = this.#keyword === reserved.test && token.tokenType === reserved.variant;
    if (!setting && !blockless.includes(token.tokenType)) {
      this.#keyword = token.tokenType;
      this.#keywordDepth = this.#frames.length;
    }
    this.#matches.length = 0;
  }

  /** Reports the innermost `count` brackets, once for all, and closes them before `found`. */
  #unclosed(count: number, found: IToken | undefined): void {
    if (count === 0) return;
    const frames = this.#frames.slice(-count).reverse();
    const [inner] = frames;
    const end = this.source.text.length;
    const span = found === undefined ? { file: this.source.path, start: end, end } : this.#span(found);
    if (inner !== undefined && !this.#tooDeep) {
      this.#diagnostics.push(
        report(
          "unclosed-bracket",
          span,
          { found: describeToken(found), close: inner.close.LABEL ?? "" },
          {
            related: frames.slice(0, 3).map((frame) => ({ span: this.#span(frame.open), label: "never closed" })),
          },
        ),
      );
    }
    const last = this.#out.at(-1);
    for (const frame of frames) {
      this.#insert(frame.close, (last?.endOffset ?? -1) + 1);
      this.#pop();
    }
  }

  #insert(type: TokenType, offset: number): void {
    const token = createTokenInstance(type, "", offset, offset - 1, Number.NaN, Number.NaN, Number.NaN, Number.NaN);
    this.#virtual.add(token);
    this.#out.push(token);
  }

  /** Whether a word is one that begins a declaration or clause, at the beginning of a line, and not meant as a name. */
  #beginsClause(token: IToken, at: number): boolean {
    const type = token.tokenType;
    const next = this.tokens[at + 1];
    const starts =
      (tokenMatcher(token, Misplaced) && !this.#isRead(token, at)) ||
      ((type === readable.total || type === readable.advantage) && next?.tokenType === Equal) ||
      ((type === readable.discount || type === readable.dt) && next?.tokenType === NumberToken) ||
      (type === clause.done && next?.tokenType === reserved.state);
    if (!starts) return false;
    const previous = this.tokens[at - 1];
    const frame = this.#frames.at(-1);
    if (previous === undefined || frame === undefined || frame.allowed === "all" || frame.allowed.includes(type))
      return true;
    return /[\r\n]/.test(this.source.text.slice((previous.endOffset ?? 0) + 1, token.startOffset));
  }

  /** Whether a reserved word is read here: as a field, an argument's name, the group of an aggregator, or for want of backquotes. */
  #isRead(token: IToken, at: number): boolean {
    const previous = this.tokens[at - 1]?.tokenType;
    const next = this.tokens[at + 1];
    if (previous === Dot || (previous === clause.at && token.tokenType === reserved.start)) return true;
    if (previous === ParenOpen && token.tokenType === reserved.terms) return true;
    if (next === undefined || next.tokenType === Minus || tokenMatcher(next, Name)) return false;
    return operated.some((type) => tokenMatcher(next, type));
  }

  #isPlainName(at: number): boolean {
    return this.tokens[at - 1]?.tokenType === Dot || this.tokens[at + 1]?.tokenType === Colon;
  }

  #span(token: IToken): Span {
    return spanOf(token, this.source.path);
  }
}
