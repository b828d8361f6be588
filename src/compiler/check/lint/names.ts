import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Modules } from "../../resolve/module.js";

/** What is declared and never read. */
export function lintNames(_modules: Modules): readonly Diagnostic[] {
  return [];
}
