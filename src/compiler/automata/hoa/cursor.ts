import type { Place, SyntaxProblem } from "../syntax-problem.js";
import type { HoaToken } from "./tokens.js";

/** Thrown by a cursor, caught where a file is read: one problem is enough. */
export class HoaMistake extends Error {
  constructor(readonly problem: SyntaxProblem) {
    super(problem.expected);
  }
}

/** Reads tokens from left to right. */
export class HoaCursor {
  #at = 0;

  constructor(
    readonly tokens: readonly HoaToken[],
    /** Length of the text. */
    readonly end: number,
  ) {}

  get peek(): HoaToken | undefined {
    return this.tokens[this.#at];
  }

  /** Where the token before this one ends. */
  get behind(): number {
    return this.tokens[this.#at - 1]?.place.end ?? 0;
  }

  is(kind: HoaToken["kind"], text?: string): boolean {
    return this.peek?.kind === kind && (text === undefined || this.peek.text === text);
  }

  /** Takes the token if it comes next. */
  try(kind: HoaToken["kind"], text?: string): HoaToken | undefined {
    const token = this.peek;
    if (token === undefined || !this.is(kind, text)) return undefined;
    this.#at++;
    return token;
  }

  take(kind: HoaToken["kind"], expected: string, text?: string): HoaToken {
    return this.try(kind, text) ?? this.fail(expected);
  }

  /** A whole number below `limit`. */
  integer(expected: string, limit: number = Infinity): number {
    const token = this.take("integer", expected);
    const value = Number(token.text);
    return value < limit ? value : mistake(token.place, `\`${token.text}\``, expected);
  }

  fail(expected: string): never {
    const token = this.peek;
    if (token === undefined) return mistake({ start: this.end, end: this.end }, "the end of the file", expected);
    const text = token.kind === "header" ? `${token.text}:` : token.kind === "alias" ? `@${token.text}` : token.text;
    return mistake(token.place, token.kind === "string" ? `"${text}"` : `\`${text}\``, expected);
  }
}

export function mistake(place: Place, found: string, expected: string): never {
  throw new HoaMistake({ place, found, expected });
}
