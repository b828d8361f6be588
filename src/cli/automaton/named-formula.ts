import type { NamedFormula } from "../../compiler/automata/temporal/dialects/read.js";
import type { InfiniteFormula } from "../../compiler/automata/temporal/omega/formula.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Sources } from "../../compiler/diagnostics/json.js";

/** A formula over finite traces with the names of its atoms, by index, and its text. */
export interface WrittenFormula extends NamedFormula {
  readonly text: string;
}

/** A formula over infinite traces with the names of its atoms, by index, and its text. */
export interface NamedInfiniteFormula {
  readonly formula: InfiniteFormula;
  readonly atoms: readonly string[];
  readonly text: string;
}

/** A formula from wherever it came, with its text; neither over finite traces (`found`) nor over infinite ones where it is broken, as the diagnostics say. */
export interface FoundFormula {
  readonly found?: WrittenFormula;
  readonly infinite?: NamedInfiniteFormula;
  /** What is suspicious about it, besides the diagnostics; takes about as long as its translation. */
  readonly lint?: () => readonly Diagnostic[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}
