import { createTokenInstance, EOF, type IParserErrorMessageProvider, type IToken, type TokenType } from "chevrotain";

/** After so many errors the rest of the text is not looked at: junk would cost a millisecond for each further one. */
export const errorLimit = 60;

/**
 * Errors carry only what was expected, in the shortest form: the name of a token type, or the words that the rule gives. The compiler
 * turns that into a sentence once, for the errors that it keeps; a parser that writes prose for each failure is slow on junk.
 */
export class ErrorMessages implements IParserErrorMessageProvider {
  #tokens: IToken[] = [];
  #count = 0;

  /** Counts from zero for a new input. The list is cut short where there are too many errors. */
  begin(tokens: IToken[]): void {
    this.#tokens = tokens;
    this.#count = 0;
  }

  buildMismatchTokenMessage({ expected, actual }: { readonly expected: TokenType; readonly actual: IToken }): string {
    this.#counted(actual);
    return expected.name;
  }

  buildNotAllInputParsedMessage(): string {
    return EOF.name;
  }

  buildNoViableAltMessage({
    actual,
    customUserDescription,
  }: {
    readonly actual: IToken[];
    readonly customUserDescription?: string;
  }): string {
    this.#counted(actual[0]);
    return customUserDescription ?? "";
  }

  buildEarlyExitMessage({
    actual,
    customUserDescription,
  }: {
    readonly actual: IToken[];
    readonly customUserDescription?: string;
  }): string {
    this.#counted(actual[0]);
    return customUserDescription ?? "";
  }

  /** The parser reads the list that it was given, so the end of the file can be moved forward in place. */
  #counted(at: IToken | undefined): void {
    this.#count++;
    if (this.#count !== errorLimit || at === undefined) return;
    const { startOffset } = at;
    const end = createTokenInstance(EOF, "", Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN);
    const from = this.#tokens.findIndex((token) => token.startOffset > startOffset);
    if (from >= 0) this.#tokens.fill(end, from);
  }
}
