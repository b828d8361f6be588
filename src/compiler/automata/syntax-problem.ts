/** Offsets into a text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What a text has wrong, and what may stand there. */
export interface SyntaxProblem {
  readonly place: Place;
  readonly found: string;
  readonly expected: string;
}
