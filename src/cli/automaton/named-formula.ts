import type { NamedFormula } from "../../compiler/automata/temporal/dialects/read.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Sources } from "../../compiler/diagnostics/json.js";

/** A formula from wherever it came, with its text; absent where it is broken, as the diagnostics say. */
export interface FoundFormula {
  readonly found?: NamedFormula & { readonly text: string };
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}
