import type { Place, SyntaxProblem } from "../syntax-problem.js";
import type { Token } from "./tokens.js";

/** Thrown by a cursor, caught where a line is read: one problem a line is enough. */
export class LineProblem extends Error {
  constructor(readonly problem: SyntaxProblem) {
    super(problem.expected);
  }
}

/** Reads tokens from left to right. */
export class Cursor {
  #at = 0;

  constructor(
    readonly tokens: readonly Token[],
    /** Where the line ends, for problems there. */
    readonly end: Place,
  ) {}

  get peek(): Token | undefined {
    return this.tokens[this.#at];
  }

  take(kind: Token["kind"], expected: string): Token {
    const token = this.peek;
    if (token?.kind !== kind) return this.fail(expected);
    this.#at++;
    return token;
  }

  /** Takes the mark if it comes next. */
  try(mark: string): boolean {
    if (this.peek?.kind !== "mark" || this.peek.text !== mark) return false;
    this.#at++;
    return true;
  }

  mark(mark: string): void {
    if (!this.try(mark)) this.fail(`\`${mark}\``);
  }

  whole(expected: string): number {
    const token = this.take("number", expected);
    const value = Number(token.text);
    if (!Number.isInteger(value)) throw new LineProblem({ place: token.place, found: `\`${token.text}\``, expected });
    return value;
  }

  done(): void {
    if (this.peek !== undefined) this.fail("the end of the line");
  }

  fail(expected: string): never {
    const token = this.peek;
    throw new LineProblem({
      place: token?.place ?? this.end,
      found: token === undefined ? "the end of the line" : `\`${token.text}\``,
      expected,
    });
  }
}
