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
  Misplaced,
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
}

interface Frame {
  readonly open: IToken;
  readonly close: TokenType;
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
const inState = [reserved.when, reserved.otherwise, reserved.reward];
const allowedIn = new Map<TokenType, "all" | readonly TokenType[]>([
  [reserved.variant, "all"],
  [reserved.machine, [...inState, reserved.state, reserved.final, reserved.start]],
  [reserved.state, inState],
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
  #keyword: TokenType | undefined;

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
    return { tokens: this.#out, diagnostics: this.#diagnostics, virtual: this.#virtual };
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
      if (type === Comma || type === Equal || type === Semicolon) this.#resetIfs();
      this.#out.push(token);
    }
    return at;
  }

  #depth(): number {
    return this.#frames.length + this.#ifsTotal;
  }

  #open(token: IToken, at: number): number {
    if (this.#depth() >= nestingLimit) return this.#skip(token, at);
    const close = closers.get(token.tokenType) ?? ParenClose;
    const block = token.tokenType === BraceOpen ? this.#keyword : undefined;
    const state = this.tokens[at - 1]?.tokenType === reserved.start;
    const allowed = block === undefined || state ? nothing : (allowedIn.get(block) ?? nothing);
    this.#frames.push({ open: token, close, allowed, ifs: 0 });
    this.#keyword = undefined;
    this.#out.push(token);
    return at;
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
      if (next === undefined || (end > at && this.#beginsClause(next, end))) break;
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
  }

  /** Closes brackets that cannot hold `token`, the first word of a line. */
  #closeFor(token: IToken): void {
    this.#resetIfs();
    let count = 0;
    for (const frame of [...this.#frames].reverse()) {
      if (frame.allowed === "all" || frame.allowed.includes(token.tokenType)) break;
      count++;
    }
    this.#unclosed(count, token);
    this.#keyword = token.tokenType;
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
    const next = this.tokens[at + 1]?.tokenType;
    const starts =
      (tokenMatcher(token, Misplaced) && !this.#isPlainName(at)) ||
      ((type === readable.total || type === readable.advantage) && next === Equal) ||
      ((type === readable.discount || type === readable.dt) && next === NumberToken) ||
      (type === clause.done && next === reserved.state);
    if (!starts) return false;
    const previous = this.tokens[at - 1];
    if (previous === undefined || this.#frames.length === 0) return true;
    if (this.#frames.at(-1)?.allowed === "all") return true;
    return /[\r\n]/.test(this.source.text.slice((previous.endOffset ?? 0) + 1, token.startOffset)) || this.#fits(token);
  }

  #fits(token: IToken): boolean {
    const allowed = this.#frames.at(-1)?.allowed;
    return allowed !== undefined && allowed !== "all" && allowed.includes(token.tokenType);
  }

  #isPlainName(at: number): boolean {
    return this.tokens[at - 1]?.tokenType === Dot || this.tokens[at + 1]?.tokenType === Colon;
  }

  #span(token: IToken): Span {
    return spanOf(token, this.source.path);
  }
}
