import type { Span } from "../source/span.js";

export type Severity = "error" | "warning" | "info";

export interface Label {
  readonly span: Span;
  /** At most eight words; may be empty. */
  readonly label: string;
}

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A repair as data. `safe` fixes keep the meaning or are certain; `maybe` ones are guesses. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly applicability: "safe" | "maybe";
}

/** What a user is told about their spec. Made only by `report` from the registry. */
export interface Diagnostic {
  /** `RWD` and four digits. */
  readonly code: string;
  /** Kebab-case name of the code. */
  readonly name: string;
  readonly severity: Severity;
  readonly message: string;
  readonly primary: Label;
  readonly related: readonly Label[];
  readonly notes: readonly string[];
  readonly help?: string;
  readonly fixes: readonly Fix[];
}

/** What every phase of the compiler returns: it never throws for a user's mistake. */
export interface PhaseResult<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}
